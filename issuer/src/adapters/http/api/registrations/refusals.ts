import type {
  AddStayPaperRefusal,
  ChangeAddressRefusal,
  DecideReportRefusal,
  DeclareRegistrationRefusal,
  EndRegistrationRefusal,
  FileReportRefusal,
  RegistrationRefusal,
  TrackRefusal,
  VerifyRegistrationRefusal,
} from '../../../../use-cases/registrations/index.ts';
import type { RefusalStatus } from '../../route/index.ts';
import { fileRefusals, rightRefusals } from '../applications/refusals.ts';
import { personRefusals } from '../persons/refusals.ts';

const registrationRefusals = {
  ...rightRefusals,
  'registration-not-found': 404,
  'office-missing': 403,
} as const satisfies Record<RegistrationRefusal, RefusalStatus>;

export const stayPaperRefusals = { ...personRefusals, ...fileRefusals } as const satisfies Record<
  AddStayPaperRefusal,
  RefusalStatus
>;

export const declareRefusals = {
  ...personRefusals,
  'days-reversed': 422,
  'in-future': 422,
  'stay-too-short': 422,
  'another-is-open': 409,
  'evidence-not-found': 422,
  'address-missing': 422,
} as const satisfies Record<DeclareRegistrationRefusal, RefusalStatus>;

export const verifyRefusals = {
  ...registrationRefusals,
  'not-declared': 409,
  'evidence-missing': 422,
  'evidence-not-found': 422,
  'entered-by-you': 403,
  'reason-blank': 422,
} as const satisfies Record<VerifyRegistrationRefusal, RefusalStatus>;

export const endRefusals = {
  ...registrationRefusals,
  'not-open': 409,
  'in-future': 422,
  'before-arrival': 422,
} as const satisfies Record<EndRegistrationRefusal, RefusalStatus>;

export const changeAddressRefusals = {
  ...declareRefusals,
  'not-open': 409,
  'before-arrival': 422,
  'no-open-stay': 409,
} as const satisfies Record<ChangeAddressRefusal, RefusalStatus>;

export const fileReportRefusals = {
  ...rightRefusals,
  'subject-not-yours': 403,
  'organisation-missing': 403,
  'in-future': 422,
} as const satisfies Record<FileReportRefusal, RefusalStatus>;

export const trackRefusals = { ...rightRefusals, 'organisation-missing': 403 } as const satisfies Record<
  TrackRefusal,
  RefusalStatus
>;

export const reportRefusals = {
  ...rightRefusals,
  'report-not-found': 404,
  'wrong-state': 409,
  'reason-blank': 422,
  'filed-by-you': 403,
} as const satisfies Record<DecideReportRefusal, RefusalStatus>;
