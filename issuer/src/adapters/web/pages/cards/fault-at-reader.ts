import type { Problem } from '../../ask/ask.ts';
import { formErrorsOf } from '../../page/form-errors.ts';
import type { FormErrors, PageRequest } from '../../page/page.ts';
import { READER_FIELD } from './reader-choice.ts';
import { type WayOn, wordsOfCardFault } from './words-of-card-fault.ts';

/** Why a form that writes to a holder's card comes back, and the way on where it was not about the choice of the reader. */
export type FaultAtReader = { readonly errors?: FormErrors; readonly way?: WayOn };

/** What went wrong at the reader, to be said on top of the form; nothing for a problem that is shown as it is. */
export function faultAtReader(page: PageRequest, problem: Problem): FaultAtReader | undefined {
  const errors = formErrorsOf(page, problem, READER_FIELD);
  if (errors === undefined || errors.others.length === 0) return errors && { errors };
  const { words, way } = wordsOfCardFault(page, problem.code);
  return { errors: { ...errors, others: [words] }, way };
}
