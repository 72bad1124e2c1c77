import { CODES, PermitError } from '@residence-permit/shared/errors';
import { describeFault } from '../http/index.ts';

/** Why an attempt failed, for the people who look at jobs and messages: code and words, nothing of what was worked on. */
export type FaultWords = { readonly code: string; readonly words: string };

/** The words of the code; a fault without one is named by its class. */
export function explainFault(cause: unknown): FaultWords {
  if (cause instanceof PermitError) return { code: cause.code, words: CODES[cause.code].meaning };
  const { name, code = name } = describeFault(cause);
  return { code, words: CODES.UNEXPECTED.meaning };
}
