import { portableSha256 } from '@residence-permit/shared/mdoc';
import type { Tap } from '../verify/index.ts';
import type { ApduEntry } from './apdu-log.ts';
import type { RecordedOutcome, TapEvidence, TapMaker, TrustFile } from './evidence.ts';
import { redactReading } from './redact-reading.ts';

/** Most bytes of trust files that are kept whole; beyond them digests alone are. */
export const MAX_KEPT_TRUST_BYTES = 8 * 1024 * 1024;

export type MakeEvidence = {
  readonly tap: Tap;
  readonly keeps: TapEvidence['keeps'];
  readonly maker: TapMaker;
  /** The trust files that the tap was judged under, pins included: path below their folder → bytes. */
  readonly trustFiles: ReadonlyMap<string, Uint8Array>;
  readonly log: readonly ApduEntry[];
};

/** The evidence of a tap. Redacted, it holds no value of a field; neither way does it hold a key, a password or an APDU. */
export function makeEvidence({ tap, keeps, maker, trustFiles, log }: MakeEvidence): TapEvidence {
  const { reading, result, circumstances } = tap;
  const { purpose, trust, at, utcOffsetMinutes, staleness } = circumstances;
  const clockFloor = Math.max(trust.clockFloor, circumstances.clockFloor ?? 0);
  const kind = purpose.kind === undefined ? undefined : trust.findKind(purpose.kind);
  return {
    keeps,
    maker,
    circumstances: {
      purpose: purpose.id,
      at,
      clockFloor,
      utcOffsetMinutes,
      staleness,
      trustFiles: keepTrustFiles(trustFiles),
    },
    reading: keeps === 'full' ? reading : redactReading(reading, kind),
    outcome: outcomeOf(result),
    cost: result.cost,
    log,
  };
}

/** The part of a result that a replay must come to again. */
export function outcomeOf({ verdict, answers, reasons, withheld }: RecordedOutcome): RecordedOutcome {
  return { verdict, answers, reasons, withheld };
}

function keepTrustFiles(files: ReadonlyMap<string, Uint8Array>): readonly TrustFile[] {
  const whole = [...files.values()].reduce((sum, { length }) => sum + length, 0) <= MAX_KEPT_TRUST_BYTES;
  return [...files].map(([path, bytes]) => ({
    path,
    sha256: portableSha256(bytes),
    ...(whole ? { bytes } : {}),
  }));
}
