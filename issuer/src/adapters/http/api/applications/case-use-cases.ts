import type {
  makeAcceptApplication,
  makeAddEvidence,
  makeAddFact,
  makeDecideApplication,
  makeDecideDuplicate,
  makeEnterApplication,
  makeExtendDeadline,
  makeListCases,
  makeListDuplicates,
  makeReadCase,
  makeReadEvidence,
  makeReleaseCase,
  makeRequestSupplement,
  makeSubmitApplication,
  makeTakeCase,
  makeWithdrawApplication,
} from '../../../../use-cases/applications/index.ts';

/** What the routes of cases call. */
export type CaseUseCases = {
  readonly enterApplication: ReturnType<typeof makeEnterApplication>;
  readonly addFact: ReturnType<typeof makeAddFact>;
  readonly addEvidence: ReturnType<typeof makeAddEvidence>;
  readonly submitApplication: ReturnType<typeof makeSubmitApplication>;
  readonly withdrawApplication: ReturnType<typeof makeWithdrawApplication>;
  readonly requestSupplement: ReturnType<typeof makeRequestSupplement>;
  readonly acceptApplication: ReturnType<typeof makeAcceptApplication>;
  readonly extendDeadline: ReturnType<typeof makeExtendDeadline>;
  readonly takeCase: ReturnType<typeof makeTakeCase>;
  readonly releaseCase: ReturnType<typeof makeReleaseCase>;
  readonly decideApplication: ReturnType<typeof makeDecideApplication>;
  readonly listDuplicates: ReturnType<typeof makeListDuplicates>;
  readonly decideDuplicate: ReturnType<typeof makeDecideDuplicate>;
  readonly listCases: ReturnType<typeof makeListCases>;
  readonly readCase: ReturnType<typeof makeReadCase>;
  readonly readEvidence: ReturnType<typeof makeReadEvidence>;
};
