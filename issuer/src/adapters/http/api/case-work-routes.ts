import type { Clock, NewId } from '../../../ports/index.ts';
import * as appeals from '../../../use-cases/appeals/index.ts';
import * as cases from '../../../use-cases/applications/index.ts';
import * as fees from '../../../use-cases/fees/index.ts';
import * as persons from '../../../use-cases/persons/index.ts';
import type { InTransaction } from '../../../use-cases/ports/index.ts';
import * as registrations from '../../../use-cases/registrations/index.ts';
import * as statistics from '../../../use-cases/statistics/index.ts';
import type { RouteDefinition } from '../route/index.ts';
import { appealRoutes } from './appeals/index.ts';
import { type DocumentParts, documentRoutes, entryRoutes, officeRoutes, readRoutes } from './applications/index.ts';
import { feeRoutes } from './fees/index.ts';
import { mergeRoutes, personRoutes } from './persons/index.ts';
import { registrationRoutes, reportRoutes } from './registrations/index.ts';
import { statisticsRoutes } from './statistics/index.ts';

/** What the routes from application to decision stand on. */
export type CaseWorkParts = cases.PaperDeps &
  Omit<DocumentParts, 'readCase'> & {
    readonly inTransaction: InTransaction;
    readonly clock: Clock;
    readonly newId: NewId;
    readonly keys: cases.PersonKeyring;
  };

/** Every route from application to decision: cases, persons, registrations, reports, appeals, fees, statistics. */
export function caseWorkRoutes(parts: CaseWorkParts): readonly RouteDefinition[] {
  const caseUseCases = {
    enterApplication: cases.makeEnterApplication(parts),
    addFact: cases.makeAddFact(parts),
    addEvidence: cases.makeAddEvidence(parts),
    submitApplication: cases.makeSubmitApplication(parts),
    withdrawApplication: cases.makeWithdrawApplication(parts),
    requestSupplement: cases.makeRequestSupplement(parts),
    acceptApplication: cases.makeAcceptApplication(parts),
    extendDeadline: cases.makeExtendDeadline(parts),
    takeCase: cases.makeTakeCase(parts),
    releaseCase: cases.makeReleaseCase(parts),
    decideApplication: cases.makeDecideApplication(parts),
    listDuplicates: cases.makeListDuplicates(parts),
    decideDuplicate: cases.makeDecideDuplicate(parts),
    listCases: cases.makeListCases(parts),
    readCase: cases.makeReadCase(parts),
    readEvidence: cases.makeReadEvidence(parts),
  };
  return [
    ...entryRoutes(caseUseCases),
    ...officeRoutes(caseUseCases),
    ...readRoutes(caseUseCases),
    ...documentRoutes({ ...parts, readCase: caseUseCases.readCase }),
    ...personRoutes({
      searchPersons: persons.makeSearchPersons(parts),
      readPerson: persons.makeReadPerson(parts),
      readOwn: persons.makeReadOwn(parts),
      sealRecord: persons.makeSealRecord(parts),
      chooseLanguage: persons.makeChooseLanguage(parts),
    }),
    ...mergeRoutes({
      previewMerge: persons.makePreviewMerge(parts),
      requestMerge: persons.makeRequestMerge(parts),
      approveMerge: persons.makeApproveMerge(parts),
      listMerges: persons.makeListMerges(parts),
      requestUndo: persons.makeRequestUndo(parts),
      approveUndo: persons.makeApproveUndo(parts),
    }),
    ...registrationRoutes({
      declareRegistration: registrations.makeDeclareRegistration(parts),
      addStayPaper: registrations.makeAddStayPaper(parts),
      verifyRegistration: registrations.makeVerifyRegistration(parts),
      rejectRegistration: registrations.makeRejectRegistration(parts),
      endRegistration: registrations.makeEndRegistration(parts),
      changeAddress: registrations.makeChangeAddress(parts),
      listRegistrations: registrations.makeListRegistrations(parts),
    }),
    ...reportRoutes({
      fileReport: registrations.makeFileReport(parts),
      trackReports: registrations.makeTrackReports(parts),
      readReport: registrations.makeReadReport(parts),
      decideReport: registrations.makeDecideReport(parts),
      answerReport: registrations.makeAnswerReport(parts),
    }),
    ...appealRoutes({
      fileAppeal: appeals.makeFileAppeal(parts),
      admitAppeal: appeals.makeAdmitAppeal(parts),
      decideAppeal: appeals.makeDecideAppeal(parts),
      withdrawAppeal: appeals.makeWithdrawAppeal(parts),
    }),
    ...feeRoutes({
      listFees: fees.makeListFees(parts),
      takeFee: fees.makeTakeFee(parts),
      waiveFee: fees.makeWaiveFee(parts),
    }),
    ...statisticsRoutes({
      countDeadlines: statistics.makeCountDeadlines(parts),
      countCases: statistics.makeCountCases(parts),
    }),
  ];
}
