import type { Code } from '@residence-permit/shared/errors';
import { ANSWER_IDS, type AnswerId } from '@residence-permit/shared/purposes';
import type { Answers } from './answer.ts';
import type { Interruption } from './card-reading.ts';

export type Verdict = 'accepted' | 'rejected' | 'undecided';

/**
 * Card profile 1 §7: accepted when every answer that counts is yes, rejected when one is no, else undecided. A tap that
 * was interrupted is never accepted, whatever was answered until then.
 */
export function decideVerdict(input: {
  readonly answers: Answers;
  /** The questions that count: those the purpose asks. */
  readonly asks: readonly AnswerId[];
  readonly interruption: Interruption | undefined;
}): Verdict {
  const counted = input.asks.map((id) => input.answers[id]);
  if (counted.some(({ answer }) => answer === 'no')) return 'rejected';
  const whole = input.interruption === undefined && counted.length > 0;
  return whole && counted.every(({ answer }) => answer === 'yes') ? 'accepted' : 'undecided';
}

/**
 * The code of every answer that is not yes, each once: what is refused first, then what is unknown, each in the order of
 * the questions; then whatever ended the tap early.
 */
export function listReasons(answers: Answers, interruption: Interruption | undefined): readonly Code[] {
  const notYes = ANSWER_IDS.flatMap((id) => {
    const answer = answers[id];
    return answer.answer === 'yes' ? [] : [answer];
  });
  const refused = notYes.filter(({ answer }) => answer === 'no');
  const open = notYes.filter(({ answer }) => answer === 'unknown');
  const codes = [...refused, ...open].map(({ code }) => code);
  return [...new Set(interruption === undefined ? codes : [...codes, interruption.code])];
}
