import type {
  AcceptRefusal,
  AddEvidenceRefusal,
  AddFactRefusal,
  DecideDuplicateRefusal,
  DecideRefusal,
  EnterRefusal,
  ExtendRefusal,
  FileRefusal,
  ListCasesRefusal,
  ReadEvidenceRefusal,
  ReleaseRefusal,
  RequestSupplementRefusal,
  SubmitRefusal,
  TakeRefusal,
} from '../../../../use-cases/applications/index.ts';
import type { RefusalStatus } from '../../route/index.ts';
import { caseRefusals } from '../case-refusals.ts';

const { 'case-not-found': _, ...rightRefusals } = caseRefusals;
/** What asking the right alone can answer. */
export { rightRefusals };

/** Files that are not taken. */
export const fileRefusals = {
  'evidence-type-refused': 422,
  'evidence-too-large': 422,
  'evidence-bomb': 422,
  'evidence-polyglot': 422,
  'evidence-active': 422,
  'portrait-refused': 422,
} as const satisfies Record<FileRefusal, RefusalStatus>;

export const enterRefusals = {
  ...rightRefusals,
  'door-not-yours': 403,
  'speaker-not-at-door': 403,
  'own-error-not-yours': 403,
  'person-unknown': 422,
  'identity-differs': 409,
  'person-died': 409,
  'permit-missing': 409,
  'permit-in-force': 409,
  'open-case-exists': 409,
  'proxy-needed': 422,
  'reason-does-not-fit': 422,
  'proxy-not-allowed': 422,
  'details-missing': 422,
  'apply-at-office': 409,
} as const satisfies Record<EnterRefusal, RefusalStatus>;

export const moveRefusals = { ...caseRefusals, 'wrong-state': 409 } as const satisfies Record<
  SubmitRefusal,
  RefusalStatus
>;

export const addFactRefusals = {
  ...moveRefusals,
  'fact-name-bad': 422,
  'fact-too-long': 422,
  'fact-value-bad': 422,
  'evidence-not-found': 422,
  'door-not-yours': 403,
  'speaker-not-at-door': 403,
} as const satisfies Record<AddFactRefusal, RefusalStatus>;

export const addEvidenceRefusals = { ...moveRefusals, ...fileRefusals } as const satisfies Record<
  AddEvidenceRefusal,
  RefusalStatus
>;

export const supplementRefusals = {
  ...moveRefusals,
  'not-submitted': 409,
  'already-told': 409,
  'nothing-missing': 409,
} as const satisfies Record<RequestSupplementRefusal, RefusalStatus>;

export const acceptRefusals = {
  ...moveRefusals,
  'papers-missing': 409,
  'duplicate-undecided': 409,
  'duplicate-person': 409,
} as const satisfies Record<AcceptRefusal, RefusalStatus>;

export const extendRefusals = {
  ...moveRefusals,
  'ground-unknown': 422,
  'already-extended': 409,
  'clock-stopped': 409,
  overdue: 409,
  'not-longer': 422,
  'beyond-maximum': 422,
} as const satisfies Record<ExtendRefusal, RefusalStatus>;

export const takeRefusals = { ...moveRefusals, 'case-taken': 423 } as const satisfies Record<
  TakeRefusal,
  RefusalStatus
>;

export const releaseRefusals = { ...caseRefusals, 'not-taken-by-you': 409 } as const satisfies Record<
  ReleaseRefusal,
  RefusalStatus
>;

export const decideRefusals = {
  ...takeRefusals,
  'reasons-missing': 422,
  'clause-missing': 422,
  'service-class-missing': 422,
  'service-class-unasked': 422,
  'service-class-unknown': 422,
  'not-eligible': 422,
  'name-unproved': 422,
  'citizen-id-bad': 422,
  'birth-date-disagrees': 422,
  'citizen-id-unproved': 422,
  'citizen-id-taken': 409,
  'decided-before': 403,
} as const satisfies Record<DecideRefusal, RefusalStatus>;

export const duplicateRefusals = {
  ...caseRefusals,
  'candidate-not-found': 404,
  'decided-already': 409,
  'reason-blank': 422,
} as const satisfies Record<DecideDuplicateRefusal, RefusalStatus>;

export const readEvidenceRefusals = { ...caseRefusals, 'evidence-not-found': 404 } as const satisfies Record<
  ReadEvidenceRefusal,
  RefusalStatus
>;

export const listCasesRefusals = { ...rightRefusals, 'office-missing': 403 } as const satisfies Record<
  ListCasesRefusal,
  RefusalStatus
>;
