import type { RightRefusal } from '../../../domain/rights/index.ts';
import type { RefusalStatus } from '../../http/index.ts';

/** The status of each answer of `decideRight`, for the `refusals` of every route that asks it. */
export const RIGHT_REFUSALS = {
  'no-role': 403,
  'other-office': 403,
  'other-jurisdiction': 403,
  'not-own': 403,
  'place-unknown': 403,
  'purpose-missing': 422,
  'purpose-not-allowed': 403,
  'case-missing': 422,
  'case-of-another': 403,
  'own-case': 403,
  'same-person': 403,
  'record-sealed': 423,
  'reason-missing': 422,
  'step-up-needed': 403,
} as const satisfies Record<RightRefusal, RefusalStatus>;
