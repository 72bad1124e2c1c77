import type { PageFamily } from '../page/page.ts';
import { casesFamily } from './cases/cases-family.ts';
import { demonstrationFamily } from './demonstration/demonstration-family.ts';
import { homeFamily } from './home/home-family.ts';
import { sessionFamily } from './session/session-family.ts';

/** Every page of an office. A new family is one line here, and one in `words/page-texts.ts`. */
export const FAMILIES: readonly PageFamily[] = [casesFamily, homeFamily, sessionFamily];

/** Every page of a service: beside a demonstration those of its visitors come first, with the first page of all. */
export function familiesOf(beside: 'demonstration' | 'nothing'): readonly PageFamily[] {
  return beside === 'demonstration' ? [demonstrationFamily, ...FAMILIES] : FAMILIES;
}
