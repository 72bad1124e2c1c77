import type { ApplicationState } from '../lifecycles/index.ts';

/** Whom a case waits for. */
export type Turn = 'OFFICE' | 'APPLICANT' | 'NOBODY';

/** Whom each state of an application waits for. From acceptance until the card is ready or refused it is always the office. */
const TURNS = {
  DRAFT: 'APPLICANT',
  SUBMITTED: 'OFFICE',
  SUPPLEMENT_REQUESTED: 'APPLICANT',
  ACCEPTED: 'OFFICE',
  IN_REVIEW: 'OFFICE',
  APPROVED: 'OFFICE',
  REFUSED: 'APPLICANT',
  IN_PRODUCTION: 'OFFICE',
  QUALITY_CHECK: 'OFFICE',
  READY: 'APPLICANT',
  DELIVERED: 'OFFICE',
  CLOSED: 'NOBODY',
  WITHDRAWN: 'NOBODY',
  LAPSED: 'NOBODY',
} as const satisfies Record<ApplicationState, Turn>;

/** Whom a case in that state waits for. */
export function whoseTurn(state: ApplicationState): Turn {
  return TURNS[state];
}
