import type { PersonRefusal, SealRefusal, SearchRefusal } from '../../../../use-cases/persons/index.ts';
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
