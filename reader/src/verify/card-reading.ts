import type { Code } from '@residence-permit/shared/errors';
import type { ChipAuthOutcome } from '../session/index.ts';

/** What the chip showed in PACE to prove its static key. Who judges checks it against the key that DG1 signs. */
export type CamProof = {
  /** Chip-authentication data, as decrypted from the last PACE answer. ICAO 9303-11 §4.4.3.5.2 */
  readonly caIc: Uint8Array;
  /** The chip's mapping key of the same run: uncompressed P-256 point, 65 bytes. */
  readonly mappingPublicKey: Uint8Array;
};

/** What chip authentication showed after generic mapping. It keeps no secret of the run, so that a reading can be kept. */
export type ChipAuthProof = {
  /** The key that the chip's token was compared with: uncompressed P-256 point, 65 bytes. */
  readonly staticPublicKey: Uint8Array;
  readonly outcome: ChipAuthOutcome;
};

/** Why a tap ended before everything was read. */
export type Interruption = {
  readonly code: Code;
  /** The status word, where the card said so itself. */
  readonly sw?: number;
  /** What was thrown, for a log. */
  readonly cause: unknown;
};

/** Whether the terminal could show a certificate to the card; if not, why. */
export type TerminalStanding =
  | { readonly kind: 'certified' }
  | { readonly kind: 'uncertified'; readonly code: 'TERMINAL_UNCERTIFIED' | 'TERMINAL_REVOKED' | 'TERMINAL_EXPIRED' };

/**
 * What stands for a signed data group whose bytes were not kept: enough to hold it against the record, and no value. Only
 * kept evidence has it; a reading from a card has the bytes.
 */
export type GroupDigest = {
  /** How long the file was. */
  readonly bytes: number;
  /** SHA-256 of each signed item as received, in order; of the whole file where it did not divide into items. */
  readonly items: readonly Uint8Array[];
  /** Why the content could not be read although it may be the signed one. */
  readonly code?: Code;
};

/** What was read from one card in one tap, byte for byte. None of it is believed yet. */
export type CardReading = {
  /** DG1; absent when the tap ended before it. */
  readonly dg1Bytes?: Uint8Array;
  /** Absent after generic mapping. */
  readonly cam?: CamProof;
  /** After generic mapping only; absent when the tap ended before it, or the terminal has no certificate. */
  readonly chipAuth?: ChipAuthProof;
  /** Data group number → content as read. What the card refused, or what was not reached, is missing. */
  readonly files: ReadonlyMap<number, Uint8Array>;
  /** Data group number → what is left of it, in kept evidence. Never of a group in `files`. */
  readonly redacted?: ReadonlyMap<number, GroupDigest>;
  readonly terminal: TerminalStanding;
  readonly interruption?: Interruption;
};
