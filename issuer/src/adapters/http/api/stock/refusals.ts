import type * as batches from '../../../../use-cases/batches/index.ts';
import type * as stock from '../../../../use-cases/stock/index.ts';
import { rightRefusals } from '../applications/refusals.ts';
import type { RefusalStatus } from '../../route/index.ts';

export const takeInRefusals = {
  ...rightRefusals,
  'batch-missing': 422,
  'batch-key-missing': 409,
  'day-closed': 409,
} as const satisfies Record<stock.TakeInRefusal, RefusalStatus>;

const postingRefusals = {
  'serial-unknown': 404,
  'move-not-allowed': 409,
  'reason-missing': 422,
  'second-signature-missing': 409,
  'same-signature': 403,
  'day-closed': 409,
} as const;

export const moveSerialsRefusals = {
  ...rightRefusals,
  ...postingRefusals,
  'nothing-named': 422,
  'serial-elsewhere': 403,
  'serial-of-card': 409,
} as const satisfies Record<stock.MoveSerialsRefusal, RefusalStatus>;

export const requestRemovalRefusals = {
  ...rightRefusals,
  'serial-unknown': 404,
  'serial-elsewhere': 403,
  'move-not-allowed': 409,
  'card-in-use': 409,
  'reason-missing': 422,
  'removal-open': 409,
} as const satisfies Record<stock.RequestRemovalRefusal, RefusalStatus>;

export const confirmRemovalRefusals = {
  ...rightRefusals,
  ...postingRefusals,
  'serial-elsewhere': 403,
  'card-in-use': 409,
  'removal-unknown': 404,
  'removal-confirmed': 409,
} as const satisfies Record<stock.ConfirmRemovalRefusal, RefusalStatus>;

export const closeDayRefusals = {
  ...rightRefusals,
  'day-closed': 409,
  'day-in-future': 422,
  'ledger-broken': 409,
} as const satisfies Record<stock.CloseDayRefusal, RefusalStatus>;

export const proposeBatchRefusals = {
  ...rightRefusals,
  'nothing-named': 422,
  'too-many': 422,
  'case-unknown': 404,
  'case-not-in-review': 409,
  'case-not-plain': 409,
} as const satisfies Record<batches.ProposeBatchRefusal, RefusalStatus>;

export const approveBatchRefusals = {
  ...rightRefusals,
  'batch-unknown': 404,
  'batch-approved': 409,
} as const satisfies Record<batches.ApproveBatchRefusal, RefusalStatus>;

export const reserveBatchRefusals = {
  ...rightRefusals,
  'batch-unknown': 404,
  'batch-not-approved': 409,
} as const satisfies Record<batches.ReserveBatchRefusal, RefusalStatus>;

export const startRunRefusals = {
  ...reserveBatchRefusals,
  'run-under-way': 409,
  'no-reader-named': 422,
  'card-at-other-reader': 409,
  'nothing-to-make': 409,
} as const satisfies Record<batches.StartRunRefusal, RefusalStatus>;

export const stopRunRefusals = {
  ...rightRefusals,
  'batch-unknown': 404,
  'run-not-under-way': 409,
} as const satisfies Record<batches.StopRunRefusal, RefusalStatus>;

export const readBatchRefusals = { ...rightRefusals, 'batch-unknown': 404 } as const;
