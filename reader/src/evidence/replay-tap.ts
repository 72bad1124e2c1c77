import { ANSWER_IDS, type Purpose } from '@residence-permit/shared/purposes';
import { PermitError } from '@residence-permit/shared/errors';
import type { Trust } from '@residence-permit/shared/trust-bundle';
import { type Answer, judgeReading, type TapResult, type VerifierEngine } from '../verify/index.ts';
import type { RecordedOutcome, TapEvidence } from './evidence.ts';

/** What may differ between the recorded result and the one of a replay. */
export type Difference = { readonly of: string; readonly recorded: string; readonly replayed: string };

/** A tap judged again. `differences` is empty when the software comes to what was recorded. */
export type Replay = {
  readonly evidence: TapEvidence;
  readonly purpose: Purpose;
  readonly result: TapResult;
  readonly differences: readonly Difference[];
};

/**
 * Judges kept evidence by the code that judges a card on the reader, at the time of the tap. Nothing that was recorded as a
 * result is taken over: it is only compared.
 * @throws PermitError PURPOSE_UNKNOWN when this trust has no such purpose
 */
export function replayTap(input: {
  readonly evidence: TapEvidence;
  /** Opened as at the time of the tap, with no memory of the clock. */
  readonly trust: Trust;
  readonly engine: VerifierEngine;
}): Replay {
  const { evidence, trust, engine } = input;
  const { at, clockFloor, utcOffsetMinutes, staleness } = evidence.circumstances;
  const purpose = trust.findPurpose(evidence.circumstances.purpose);
  if (purpose === undefined) throw new PermitError('PURPOSE_UNKNOWN', { detail: evidence.circumstances.purpose });
  const circumstances = { purpose, trust, staleness, at, clockFloor, utcOffsetMinutes, engine };
  const judged = judgeReading(evidence.reading, circumstances);
  const { terminal } = evidence.reading;
  const result: TapResult = { ...judged, terminal, signerCertificates: [], cost: evidence.cost };
  return { evidence, purpose, result, differences: compareOutcomes(evidence.outcome, result) };
}

/** Verdict, each answer, reasons, groups not obtained. */
export function compareOutcomes(recorded: RecordedOutcome, replayed: RecordedOutcome): readonly Difference[] {
  const pairs = [
    { of: 'verdict', recorded: recorded.verdict, replayed: replayed.verdict },
    ...ANSWER_IDS.map((id) => ({
      of: id,
      recorded: wordsOf(recorded.answers[id]),
      replayed: wordsOf(replayed.answers[id]),
    })),
    { of: 'reasons', recorded: recorded.reasons.join(' '), replayed: replayed.reasons.join(' ') },
    { of: 'withheld', recorded: recorded.withheld.join(' '), replayed: replayed.withheld.join(' ') },
  ];
  return pairs.filter((pair) => pair.recorded !== pair.replayed);
}

function wordsOf(answer: Answer): string {
  return answer.answer === 'yes' ? 'yes' : `${answer.answer} ${answer.code}`;
}
