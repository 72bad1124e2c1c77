import type { Template } from '@residence-permit/shared/terminal-auth';

/** A key that may sign certificates. `template` is the AND along the chain so far, `role` that of its own certificate. */
export type IssuingKey = {
  readonly reference: string;
  readonly role: Template['role'];
  readonly publicKey: Uint8Array;
  readonly template: Template;
  /** Last day of validity, days since 1970-01-01. */
  readonly expiry: number;
};

/** A terminal certificate that the chip has verified in this session. */
export type VerifiedTerminal = {
  readonly reference: string;
  readonly publicKey: Uint8Array;
  readonly template: Template;
  readonly effective: number;
  readonly expiry: number;
};

/** What MSE:Set AT fixed for the proof that follows. */
export type ProofSetting = {
  readonly terminal: VerifiedTerminal;
  /** The whole DO 67 as received, signed over as it is; absent where none came. */
  readonly auxiliaryBytes: Uint8Array | undefined;
  readonly committedDay: number | undefined;
  /** x-coordinate of the terminal's ephemeral key that its signature covers, 32 bytes. */
  readonly committedKey: Uint8Array;
};

/** Terminal authentication of one session. TR-03110-3 §B.3 */
export type TerminalAuthRun = {
  issuer: IssuingKey | undefined;
  terminal: VerifiedTerminal | undefined;
  setting: ProofSetting | undefined;
  /** 8 bytes, used once. */
  challenge: Uint8Array | undefined;
};

export function makeTerminalAuthRun(): TerminalAuthRun {
  return { issuer: undefined, terminal: undefined, setting: undefined, challenge: undefined };
}
