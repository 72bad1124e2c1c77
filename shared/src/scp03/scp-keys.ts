/** A key set of a chip: static keys for encryption, MAC and data encryption (key transport), 16 bytes each. GPC_SPE_014 §5.2 */
export type ScpStaticKeys = { readonly enc: Uint8Array; readonly mac: Uint8Array; readonly dek: Uint8Array };

/** The keys of one channel, 16 bytes each: S-ENC, S-MAC, S-RMAC. GPC_SPE_014 §6.2.1 */
export type ScpSessionKeys = { readonly enc: Uint8Array; readonly mac: Uint8Array; readonly rmac: Uint8Array };

/** The two challenges of a channel, 8 bytes each. GPC_SPE_014 §7.1.1 */
export type ScpChallenges = { readonly hostChallenge: Uint8Array; readonly cardChallenge: Uint8Array };

/**
 * Where a channel stands. Its owner keeps it; the functions of this folder are pure.
 * `chaining` is the whole MAC of the command before, 16 bytes, zeros at first (§6.2.3). `counter` is 1 for the first
 * command after EXTERNAL AUTHENTICATE and rises with each command (§6.2.6); a response has the numbers of its command.
 */
export type ScpState = { readonly chaining: Uint8Array; readonly counter: number };
