import type {
  ApproveMergeRefusal,
  ApproveUndoRefusal,
  PersonRefusal,
  PreviewMergeRefusal,
  RequestMergeRefusal,
  RequestUndoRefusal,
  SealRefusal,
  SearchRefusal,
} from '../../../../use-cases/persons/index.ts';
import { rightRefusals } from '../applications/refusals.ts';
import type { RefusalStatus } from '../../route/index.ts';

export const personRefusals = { ...rightRefusals, 'person-not-found': 404 } as const satisfies Record<
  PersonRefusal,
  RefusalStatus
>;

export const searchRefusals = {
  ...rightRefusals,
  'query-too-short': 422,
  'office-missing': 403,
} as const satisfies Record<SearchRefusal, RefusalStatus>;

export const sealRefusals = {
  ...personRefusals,
  'ground-missing': 422,
  'already-so': 409,
} as const satisfies Record<SealRefusal, RefusalStatus>;

export const previewMergeRefusals = { ...personRefusals, 'not-called-same': 409 } as const satisfies Record<
  PreviewMergeRefusal,
  RefusalStatus
>;

const obstacleRefusals = {
  'both-permits-in-force': 409,
  'both-cards-live': 409,
  'both-cards-in-production': 409,
  'both-cases-open': 409,
  'both-stays-open': 409,
  'erasure-requested': 409,
} as const;

export const requestMergeRefusals = {
  ...previewMergeRefusals,
  ...obstacleRefusals,
  'already-requested': 409,
  'reason-blank': 422,
} as const satisfies Record<RequestMergeRefusal, RefusalStatus>;

export const approveMergeRefusals = {
  ...previewMergeRefusals,
  ...obstacleRefusals,
  'not-requested': 409,
} as const satisfies Record<ApproveMergeRefusal, RefusalStatus>;

const undoRefusals = {
  ...personRefusals,
  'not-merged': 409,
  'moved-went-on': 409,
  'new-on-moved': 409,
  'moved-stay-counted': 409,
  'rows-unlisted': 409,
  'erasure-requested': 409,
} as const;

export const requestUndoRefusals = {
  ...undoRefusals,
  'already-requested': 409,
  'reason-blank': 422,
} as const satisfies Record<RequestUndoRefusal, RefusalStatus>;

export const approveUndoRefusals = { ...undoRefusals, 'not-requested': 409 } as const satisfies Record<
  ApproveUndoRefusal,
  RefusalStatus
>;
