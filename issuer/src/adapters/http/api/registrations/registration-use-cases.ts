import type {
  makeAddStayPaper,
  makeAnswerReport,
  makeChangeAddress,
  makeDecideReport,
  makeDeclareRegistration,
  makeEndRegistration,
  makeFileReport,
  makeListRegistrations,
  makeReadReport,
  makeRejectRegistration,
  makeTrackReports,
  makeVerifyRegistration,
} from '../../../../use-cases/registrations/index.ts';

/** What the routes of registrations call. */
export type RegistrationUseCases = {
  readonly declareRegistration: ReturnType<typeof makeDeclareRegistration>;
  readonly addStayPaper: ReturnType<typeof makeAddStayPaper>;
  readonly verifyRegistration: ReturnType<typeof makeVerifyRegistration>;
  readonly rejectRegistration: ReturnType<typeof makeRejectRegistration>;
  readonly endRegistration: ReturnType<typeof makeEndRegistration>;
  readonly changeAddress: ReturnType<typeof makeChangeAddress>;
  readonly listRegistrations: ReturnType<typeof makeListRegistrations>;
};

/** What the routes of reports call. */
export type ReportUseCases = {
  readonly fileReport: ReturnType<typeof makeFileReport>;
  readonly trackReports: ReturnType<typeof makeTrackReports>;
  readonly readReport: ReturnType<typeof makeReadReport>;
  readonly decideReport: ReturnType<typeof makeDecideReport>;
  readonly answerReport: ReturnType<typeof makeAnswerReport>;
};
