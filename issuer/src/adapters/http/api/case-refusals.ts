import type { CaseRefusal } from '../../../use-cases/applications/index.ts';
import type { RefusalStatus } from '../route/route-definition.ts';

/** What every act on a case can be refused for. Somebody without a right to it learns no more than that. */
export const caseRefusals = {
  'case-not-found': 404,
  'no-role': 403,
  'other-office': 403,
  'other-jurisdiction': 403,
  'not-own': 403,
  'purpose-missing': 403,
  'purpose-not-allowed': 403,
  'case-missing': 403,
  'case-of-another': 403,
  'place-unknown': 403,
  'own-case': 403,
  'same-person': 403,
  'record-sealed': 403,
  'reason-missing': 422,
  'step-up-needed': 403,
} as const satisfies Record<CaseRefusal, RefusalStatus>;
