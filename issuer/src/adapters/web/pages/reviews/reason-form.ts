import type { FormFields } from '../../page/form-errors.ts';
import type { PageRequest } from '../../page/page.ts';
import { textOf } from '../../page/text-of.ts';

/** Code under which a reason goes whose words are an officer's own. */
const OWN_WORDS = 'OWN_WORDS';

/** Fields of a decision with a reason and the clause that it rests on. */
export const REASON_FIELDS: FormFields = {
  outcome: { pointer: '/body/outcome', words: 'reviews.outcome' },
  words: { pointer: '/body/reasons/0/words', words: 'reviews.words', refusals: ['reasons-missing'] },
  clause: { pointer: '/body/reasons/0/clause', words: 'reviews.clause', refusals: ['clause-missing'] },
};

/** The reason as the API takes it. */
export function reasonsIn({ fields }: PageRequest) {
  return [{ code: OWN_WORDS, clause: textOf(fields, 'clause'), words: textOf(fields, 'words') }];
}
