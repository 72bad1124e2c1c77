import type { PageFamily } from '../page/page.ts';
import { accountsFamily } from './accounts/accounts-family.ts';
import { auditFamily } from './audit/audit-family.ts';
import { batchesFamily } from './batches/batches-family.ts';
import { cardsFamily } from './cards/cards-family.ts';
import { casesFamily } from './cases/cases-family.ts';
import { deadlineFamily } from './deadline/deadline-family.ts';
import { demonstrationFamily } from './demonstration/demonstration-family.ts';
import { endingsFamily } from './endings/endings-family.ts';
import { endorseFamily } from './endorse/endorse-family.ts';
import { feesFamily } from './fees/fees-family.ts';
import { grantsFamily } from './grants/grants-family.ts';
import { homeFamily } from './home/home-family.ts';
import { importsFamily } from './imports/imports-family.ts';
import { lossFamily } from './loss/loss-family.ts';
import { meFamily } from './me/me-family.ts';
import { mergesFamily } from './merges/merges-family.ts';
import { policyFamily } from './policy/policy-family.ts';
import { peopleFamily } from './people/people-family.ts';
import { publishedFamily } from './published/published-family.ts';
import { recordsFamily } from './records/records-family.ts';
import { reviewsFamily } from './reviews/reviews-family.ts';
import { sessionFamily } from './session/session-family.ts';
import { settingsFamily } from './settings/settings-family.ts';
import { statisticsFamily } from './statistics/statistics-family.ts';
import { statusFamily } from './status/status-family.ts';
import { staysFamily } from './stays/stays-family.ts';
import { stockFamily } from './stock/stock-family.ts';
import { terminalsFamily } from './terminals/terminals-family.ts';
import { usesFamily } from './uses/uses-family.ts';

/** Every page of an office. A new family is one line here, and one in `words/page-texts.ts`. */
export const FAMILIES: readonly PageFamily[] = [
  accountsFamily,
  auditFamily,
  batchesFamily,
  cardsFamily,
  casesFamily,
  deadlineFamily,
  endingsFamily,
  endorseFamily,
  feesFamily,
  grantsFamily,
  homeFamily,
  importsFamily,
  lossFamily,
  meFamily,
  mergesFamily,
  peopleFamily,
  policyFamily,
  publishedFamily,
  recordsFamily,
  reviewsFamily,
  sessionFamily,
  settingsFamily,
  statisticsFamily,
  statusFamily,
  staysFamily,
  stockFamily,
  terminalsFamily,
  usesFamily,
];

/** Every page of a service: beside a demonstration those of its visitors come first, with the first page of all. */
export function familiesOf(beside: 'demonstration' | 'nothing'): readonly PageFamily[] {
  return beside === 'demonstration' ? [demonstrationFamily, ...FAMILIES] : FAMILIES;
}
