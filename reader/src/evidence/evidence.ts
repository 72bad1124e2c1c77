import type { Code } from '@residence-permit/shared/errors';
import type { PaceCurve, PaceMapping } from '@residence-permit/shared/pace';
import type { Answers, CardReading, StalenessBudget, TapCost, Verdict } from '../verify/index.ts';
import type { ApduEntry } from './apdu-log.ts';

/** What was concluded while the card lay there; a replay must conclude the same. */
export type RecordedOutcome = {
  readonly verdict: Verdict;
  readonly answers: Answers;
  readonly reasons: readonly Code[];
  /** Data groups that the purpose names and that were not obtained. */
  readonly withheld: readonly number[];
};

/** A file of the trust folder: its digest, and its bytes where they were kept. */
export type TrustFile = {
  /** Below the folder, with `/`: `bundle.cbor`, `status/1.cwt`. */
  readonly path: string;
  /** SHA-256, 32 bytes. */
  readonly sha256: Uint8Array;
  readonly bytes?: Uint8Array;
};

/** By whom and with what a tap was made. None of it is secret. */
export type TapMaker = {
  /** Program and version. */
  readonly software: string;
  /** Holder reference of the terminal's certificate; absent for a terminal without one. */
  readonly terminal?: string;
  readonly passwordKind: 'can' | 'pin';
  readonly mapping: PaceMapping;
  readonly curve: PaceCurve;
};

/** Everything but the card that the judgement rested on. */
export type RecordedCircumstances = {
  /** Id of the purpose in the trust bundle. */
  readonly purpose: string;
  /** When the card was tapped: seconds since 1970. */
  readonly at: number;
  /** The latest time that this terminal's clock had shown before; 0 where it was not held against any. */
  readonly clockFloor: number;
  readonly utcOffsetMinutes: number;
  readonly staleness: StalenessBudget;
  readonly trustFiles: readonly TrustFile[];
};

/**
 * A tap as it is kept. Whoever keeps it vouches for it: it has a check sum against damage and no signature of its own, and
 * the proof of the chip convinces only who ran the tap. See docs/evidence.md.
 */
export type TapEvidence = {
  /** `redacted`: no value of a field. `full`: every byte that the card released. */
  readonly keeps: 'redacted' | 'full';
  readonly maker: TapMaker;
  readonly circumstances: RecordedCircumstances;
  readonly reading: CardReading;
  readonly outcome: RecordedOutcome;
  readonly cost: TapCost;
  readonly log: readonly ApduEntry[];
};
