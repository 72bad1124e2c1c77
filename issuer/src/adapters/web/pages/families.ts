import type { PageFamily } from '../page/page.ts';
import { casesFamily } from './cases/cases-family.ts';
import { homeFamily } from './home/home-family.ts';
import { meFamily } from './me/me-family.ts';
import { publishedFamily } from './published/published-family.ts';
import { reviewsFamily } from './reviews/reviews-family.ts';
import { grantsFamily } from './grants/grants-family.ts';
import { terminalsFamily } from './terminals/terminals-family.ts';
import { auditFamily } from './audit/audit-family.ts';
import { statisticsFamily } from './statistics/statistics-family.ts';
import { statusFamily } from './status/status-family.ts';
import { settingsFamily } from './settings/settings-family.ts';
import { sessionFamily } from './session/session-family.ts';

/** Every page. A new family is one line here, and one in `words/page-texts.ts`. */
export const FAMILIES: readonly PageFamily[] = [
  casesFamily,
  homeFamily,
  meFamily,
  publishedFamily,
  reviewsFamily,
  grantsFamily,
  terminalsFamily,
  auditFamily,
  statisticsFamily,
  statusFamily,
  settingsFamily,
  sessionFamily,
];
