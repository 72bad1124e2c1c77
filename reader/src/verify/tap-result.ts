import type { Interruption, TerminalStanding } from './card-reading.ts';
import type { Judgement } from './judge.ts';

/** What the tap took. */
export type TapCost = {
  /** Commands sent to the card. */
  readonly apdus: number;
  /** Bytes of APDU, both ways, without framing. */
  readonly bytes: number;
  /** Milliseconds of the reader's own work: the whole tap less the time in which card and link had the command. */
  readonly hostMs: number;
};

/** The outcome of a tap. */
export type TapResult = Judgement & {
  /** Whether the terminal's certificate was used, and if not, why. */
  readonly terminal: TerminalStanding;
  /** Present when the tap ended early; the verdict is then never accepted. */
  readonly interruption?: Interruption;
  /** DG12, when the bundle does not name the signer and the card gave it: a hint, for `/x509` to explain. */
  readonly signerCertificates: readonly Uint8Array[];
  readonly cost: TapCost;
};
