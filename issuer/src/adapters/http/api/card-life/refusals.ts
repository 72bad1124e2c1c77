import type * as life from '../../../../use-cases/card-life/index.ts';
import { rightRefusals } from '../applications/refusals.ts';
import type { RefusalStatus } from '../../route/index.ts';
import { caseRefusals } from '../case-refusals.ts';
import { personRefusals } from '../persons/refusals.ts';

const liveCardRefusals = { ...rightRefusals, 'card-not-found': 404 } as const satisfies Record<
  life.LiveCardRefusal,
  RefusalStatus
>;

export const holdRefusals = {
  ...liveCardRefusals,
  'already-on-hold': 409,
  'not-active': 409,
  'phone-not-allowed': 403,
  'caller-missing': 422,
  'caller-not-matched': 422,
} as const satisfies Record<life.HoldRefusal, RefusalStatus>;

export const liftRefusals = {
  ...liveCardRefusals,
  'not-on-hold': 409,
  'card-revoked': 409,
  'at-counter-only': 403,
  'proof-missing': 422,
} as const satisfies Record<life.LiftRefusal, RefusalStatus>;

export const takeBackRefusals = {
  ...liveCardRefusals,
  'not-handed-out': 409,
  'still-good': 409,
} as const satisfies Record<life.TakeBackRefusal, RefusalStatus>;

export const revokeRefusals = {
  ...liveCardRefusals,
  'reason-missing': 422,
  'card-revoked': 409,
  'in-production': 409,
} as const satisfies Record<life.RevokeRefusal, RefusalStatus>;

export const requestRevocationRefusals = {
  ...rightRefusals,
  'nothing-named': 422,
  'too-many': 422,
  'reason-missing': 422,
  'card-unknown': 404,
  'card-not-live': 409,
} as const satisfies Record<life.RequestRevocationRefusal, RefusalStatus>;

export const confirmRevocationRefusals = {
  ...rightRefusals,
  'batch-unknown': 404,
  'batch-confirmed': 409,
} as const satisfies Record<life.ConfirmRevocationRefusal, RefusalStatus>;

export const endPermitRefusals = {
  ...personRefusals,
  'permit-not-found': 404,
  'permit-terminated': 409,
  'reason-missing': 422,
  'day-of-death-missing': 422,
  'day-of-death-impossible': 422,
} as const satisfies Record<life.EndPermitRefusal, RefusalStatus>;

export const cancellationRefusals = {
  ...caseRefusals,
  'not-a-cancellation': 422,
  'case-not-approved': 409,
  'permit-terminated': 409,
  'no-live-card': 409,
} as const satisfies Record<life.CancellationRefusal, RefusalStatus>;
