export { type AddStayPaper, type AddStayPaperRefusal, makeAddStayPaper } from './add-stay-paper.ts';
export { type AddressChanged, type ChangeAddressRefusal, makeChangeAddress } from './change-address.ts';
export {
  type DecideReportRefusal,
  makeAnswerReport,
  makeDecideReport,
  makeReadReport,
  type ReportVerdict,
} from './decide-report.ts';
export {
  type DeclareRegistration,
  type DeclareRegistrationRefusal,
  makeDeclareRegistration,
  type RegistrationDeclared,
} from './declare-registration.ts';
export { type EndRegistrationRefusal, makeEndRegistration } from './end-registration.ts';
export { type FileReport, type FileReportRefusal, makeFileReport, type ReportFiled } from './file-report.ts';
export { makeListRegistrations, type RegistrationList } from './list-registrations.ts';
export type { RegistrationRefusal } from './on-registration.ts';
export { makeSortReceived } from './sort-received.ts';
export { sortReport } from './sort-report.ts';
export { makeTrackReports, type TrackedReport, type TrackRefusal } from './track-reports.ts';
export {
  makeRejectRegistration,
  makeVerifyRegistration,
  type VerifyRegistrationRefusal,
} from './verify-registration.ts';
