import { accountsEn } from '../pages/accounts/accounts-en.ts';
import { accountsZh } from '../pages/accounts/accounts-zh.ts';
import { auditEn } from '../pages/audit/audit-en.ts';
import { auditZh } from '../pages/audit/audit-zh.ts';
import { batchesEn } from '../pages/batches/batches-en.ts';
import { batchesZh } from '../pages/batches/batches-zh.ts';
import { cardsEn } from '../pages/cards/cards-en.ts';
import { cardsZh } from '../pages/cards/cards-zh.ts';
import { casesEn } from '../pages/cases/cases-en.ts';
import { casesZh } from '../pages/cases/cases-zh.ts';
import { deadlineEn } from '../pages/deadline/deadline-en.ts';
import { deadlineZh } from '../pages/deadline/deadline-zh.ts';
import { demonstrationEn } from '../pages/demonstration/demonstration-en.ts';
import { demonstrationZh } from '../pages/demonstration/demonstration-zh.ts';
import { endingsEn } from '../pages/endings/endings-en.ts';
import { endingsZh } from '../pages/endings/endings-zh.ts';
import { endorseEn } from '../pages/endorse/endorse-en.ts';
import { endorseZh } from '../pages/endorse/endorse-zh.ts';
import { feesEn } from '../pages/fees/fees-en.ts';
import { feesZh } from '../pages/fees/fees-zh.ts';
import { grantsEn } from '../pages/grants/grants-en.ts';
import { grantsZh } from '../pages/grants/grants-zh.ts';
import { homeEn } from '../pages/home/home-en.ts';
import { homeZh } from '../pages/home/home-zh.ts';
import { importsEn } from '../pages/imports/imports-en.ts';
import { importsZh } from '../pages/imports/imports-zh.ts';
import { lossEn } from '../pages/loss/loss-en.ts';
import { lossZh } from '../pages/loss/loss-zh.ts';
import { meEn } from '../pages/me/me-en.ts';
import { meZh } from '../pages/me/me-zh.ts';
import { mergesEn } from '../pages/merges/merges-en.ts';
import { mergesZh } from '../pages/merges/merges-zh.ts';
import { policyEn } from '../pages/policy/policy-en.ts';
import { policyZh } from '../pages/policy/policy-zh.ts';
import { peopleEn } from '../pages/people/people-en.ts';
import { peopleZh } from '../pages/people/people-zh.ts';
import { publishedEn } from '../pages/published/published-en.ts';
import { publishedZh } from '../pages/published/published-zh.ts';
import { recordsEn } from '../pages/records/records-en.ts';
import { recordsZh } from '../pages/records/records-zh.ts';
import { reviewsEn } from '../pages/reviews/reviews-en.ts';
import { reviewsZh } from '../pages/reviews/reviews-zh.ts';
import { sessionEn } from '../pages/session/session-en.ts';
import { sessionZh } from '../pages/session/session-zh.ts';
import { settingsEn } from '../pages/settings/settings-en.ts';
import { settingsZh } from '../pages/settings/settings-zh.ts';
import { statisticsEn } from '../pages/statistics/statistics-en.ts';
import { statisticsZh } from '../pages/statistics/statistics-zh.ts';
import { statusEn } from '../pages/status/status-en.ts';
import { statusZh } from '../pages/status/status-zh.ts';
import { staysEn } from '../pages/stays/stays-en.ts';
import { staysZh } from '../pages/stays/stays-zh.ts';
import { stockEn } from '../pages/stock/stock-en.ts';
import { stockZh } from '../pages/stock/stock-zh.ts';
import { terminalsEn } from '../pages/terminals/terminals-en.ts';
import { terminalsZh } from '../pages/terminals/terminals-zh.ts';
import { usesEn } from '../pages/uses/uses-en.ts';
import { usesZh } from '../pages/uses/uses-zh.ts';
import { actsEn } from './acts-en.ts';
import { actsZh } from './acts-zh.ts';
import { commonEn } from './common-en.ts';
import { commonZh } from './common-zh.ts';
import { standingEn } from './standing-en.ts';
import { standingZh } from './standing-zh.ts';
import type { Language } from './language.ts';
import type { SameKeys, Texts } from './texts.ts';
import { listTexts } from './list-texts.ts';
import { problemTexts } from './problems/problem-texts.ts';

const zh = {
  accounts: accountsZh,
  acts: actsZh,
  audit: auditZh,
  batches: batchesZh,
  cards: cardsZh,
  cases: casesZh,
  common: commonZh,
  deadline: deadlineZh,
  demonstration: demonstrationZh,
  endings: endingsZh,
  endorse: endorseZh,
  fees: feesZh,
  grants: grantsZh,
  home: homeZh,
  imports: importsZh,
  loss: lossZh,
  me: meZh,
  merges: mergesZh,
  policy: policyZh,
  people: peopleZh,
  published: publishedZh,
  records: recordsZh,
  reviews: reviewsZh,
  session: sessionZh,
  settings: settingsZh,
  standing: standingZh,
  statistics: statisticsZh,
  status: statusZh,
  stays: staysZh,
  stock: stockZh,
  terminals: terminalsZh,
  uses: usesZh,
} as const;
const en: SameKeys<typeof zh> = {
  accounts: accountsEn,
  acts: actsEn,
  audit: auditEn,
  batches: batchesEn,
  cards: cardsEn,
  cases: casesEn,
  common: commonEn,
  deadline: deadlineEn,
  demonstration: demonstrationEn,
  endings: endingsEn,
  endorse: endorseEn,
  fees: feesEn,
  grants: grantsEn,
  home: homeEn,
  imports: importsEn,
  loss: lossEn,
  me: meEn,
  merges: mergesEn,
  policy: policyEn,
  people: peopleEn,
  published: publishedEn,
  records: recordsEn,
  reviews: reviewsEn,
  session: sessionEn,
  settings: settingsEn,
  standing: standingEn,
  statistics: statisticsEn,
  status: statusEn,
  stays: staysEn,
  stock: stockEn,
  terminals: terminalsEn,
  uses: usesEn,
};

/** Every sentence of the pages, by language and family. */
export const PAGE_TEXTS = {
  zh: { ...zh, lists: listTexts('zh'), problems: problemTexts('zh') },
  en: { ...en, lists: listTexts('en'), problems: problemTexts('en') },
} as const satisfies Record<Language, Texts>;
