import type { Code } from '@residence-permit/shared/errors';
import type { AnswerId } from '@residence-permit/shared/purposes';

export type Yes = { readonly answer: 'yes' };
/** `no` is proved by what was read; `unknown` is all that could not be proved either way, and stands for neither. */
export type NotYes = { readonly answer: 'no' | 'unknown'; readonly code: Code };

/** The answer to one question of a tap. */
export type Answer = Yes | NotYes;

/** All five, always. */
export type Answers = Readonly<Record<AnswerId, Answer>>;

export const YES: Yes = { answer: 'yes' };

export function no(code: Code): NotYes {
  return { answer: 'no', code };
}

export function unknown(code: Code): NotYes {
  return { answer: 'unknown', code };
}
