import type { PageFamily } from '../page/page.ts';
import { casesFamily } from './cases/cases-family.ts';
import { homeFamily } from './home/home-family.ts';
import { meFamily } from './me/me-family.ts';
import { publishedFamily } from './published/published-family.ts';
import { reviewsFamily } from './reviews/reviews-family.ts';
import { sessionFamily } from './session/session-family.ts';

/** Every page. A new family is one line here, and one in `words/page-texts.ts`. */
export const FAMILIES: readonly PageFamily[] = [
  casesFamily,
  homeFamily,
  publishedFamily,
  reviewsFamily,
  meFamily,
  publishedFamily,
  reviewsFamily,
  sessionFamily,
];
