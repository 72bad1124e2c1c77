import { examineEvidence, makePortrait } from '@residence-permit/issuer/adapters/evidence';
import * as appeals from '@residence-permit/issuer/use-cases/appeals';
import * as cases from '@residence-permit/issuer/use-cases/applications';
import * as fees from '@residence-permit/issuer/use-cases/fees';
import * as persons from '@residence-permit/issuer/use-cases/persons';
import type { EvidenceFiles, SignedIn } from '@residence-permit/issuer/use-cases/ports';
import * as registrations from '@residence-permit/issuer/use-cases/registrations';
import type { CitizenId } from '@residence-permit/shared/identifiers';
import type { Outcome } from '@residence-permit/shared/outcome';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { aDrawnFace, aScan, PARTICULARS } from './invented-people.ts';
import { on, SOME_CASE } from './signed-in.ts';
import type { Stores } from './stores-over.ts';
import { OFFICE_ID } from './sample-offices.ts';

/** What the use cases of a case stand on. */
export type CaseStores = Pick<Stores, 'inTransaction' | 'clock' | 'newId' | 'keys'> & {
  readonly files: EvidenceFiles;
  readonly database: Pick<Stores['database'], 'prisma'>;
};

/** Every use case from application to decision on the stores of an office. */
export function caseWork(stores: CaseStores) {
  const { inTransaction, clock, newId, keys, files } = stores;
  const deps = { inTransaction, clock, newId, keys, files, examine: examineEvidence, derivePortrait: makePortrait };
  return {
    enter: cases.makeEnterApplication(deps),
    addFact: cases.makeAddFact(deps),
    addEvidence: cases.makeAddEvidence(deps),
    submit: cases.makeSubmitApplication(deps),
    requestSupplement: cases.makeRequestSupplement(deps),
    listDuplicates: naming(stores, cases.makeListDuplicates(deps)),
    decideDuplicate: cases.makeDecideDuplicate(deps),
    accept: cases.makeAcceptApplication(deps),
    extend: cases.makeExtendDeadline(deps),
    take: naming(stores, cases.makeTakeCase(deps)),
    release: naming(stores, cases.makeReleaseCase(deps)),
    decide: cases.makeDecideApplication(deps),
    withdraw: cases.makeWithdrawApplication(deps),
    readCase: naming(stores, cases.makeReadCase(deps)),
    readEvidence: naming(stores, cases.makeReadEvidence(deps)),
    listCases: cases.makeListCases(deps),
    fileAppeal: appeals.makeFileAppeal(deps),
    admitAppeal: appeals.makeAdmitAppeal(deps),
    decideAppeal: appeals.makeDecideAppeal(deps),
    withdrawAppeal: appeals.makeWithdrawAppeal(deps),
    listFees: fees.makeListFees(deps),
    takeFee: fees.makeTakeFee(deps),
    waiveFee: fees.makeWaiveFee(deps),
    searchPersons: persons.makeSearchPersons(deps),
    readPerson: naming(stores, persons.makeReadPerson(deps)),
    readOwn: persons.makeReadOwn(deps),
    sealRecord: persons.makeSealRecord(deps),
    declare: registrations.makeDeclareRegistration(deps),
    verify: registrations.makeVerifyRegistration(deps),
    reject: registrations.makeRejectRegistration(deps),
    end: registrations.makeEndRegistration(deps),
    changeAddress: registrations.makeChangeAddress(deps),
    addStayPaper: registrations.makeAddStayPaper(deps),
    listRegistrations: naming(stores, registrations.makeListRegistrations(deps)),
    fileReport: registrations.makeFileReport(deps),
    trackReports: registrations.makeTrackReports(deps),
    readReport: naming(stores, registrations.makeReadReport(deps)),
    decideReport: registrations.makeDecideReport(deps),
    answerReport: registrations.makeAnswerReport(deps),
  };
}

/** The subject of a look: a case, a person or a report. */
type LookedAt = { readonly applicationId?: string; readonly personId?: string; readonly reportId?: string };

/** The same look by somebody who names a case of whom they look at, unless the test says which one is named. */
function naming<Input extends LookedAt, Value>(
  stores: Pick<CaseStores, 'database'>,
  look: (by: SignedIn, input: Input) => Promise<Value>,
) {
  return async (by: SignedIn, input: Input): Promise<Value> => {
    if (by.ground.caseNumber !== SOME_CASE) return look(by, input);
    const caseNumber = await caseOf(stores, input);
    return look(caseNumber === undefined ? by : on(by, { caseNumber }), input);
  };
}

async function caseOf(
  { database: { prisma } }: Pick<CaseStores, 'database'>,
  { applicationId, personId, reportId }: LookedAt,
) {
  if (applicationId !== undefined) {
    return (await prisma.application.findUnique({ where: { id: applicationId } }))?.number;
  }
  const report = reportId === undefined ? null : await prisma.thirdPartyReport.findUnique({ where: { id: reportId } });
  const id = personId ?? report?.personId ?? undefined;
  return id === undefined ? undefined : (await prisma.application.findFirst({ where: { personId: id } }))?.number;
}

export type CaseWork = ReturnType<typeof caseWork>;

/** The value of an outcome that has to be one. */
export function done<Value>(outcome: Outcome<Value, string>): Value {
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.value;
}

/** A draft of a first application at the counter of the office, by somebody whom the register may not know yet. */
export async function aDraft(
  work: CaseWork,
  clerk: SignedIn,
  person: { readonly citizenId: CitizenId; readonly name: string },
): Promise<{ readonly applicationId: string; readonly number: string; readonly personId: string }> {
  const input = { officeId: OFFICE_ID, door: 'COUNTER', kind: 'FIRST', facts: [], isOwnError: false } as const;
  return done(await work.enter(clerk, { ...input, person: { ...person, details: PARTICULARS } }));
}

/** Everything that a first application on the ground of a dwelling needs: papers, and what the office itself has seen. */
export async function completeDraft(work: CaseWork, clerk: SignedIn, applicationId: string): Promise<void> {
  const add = async (type: 'ID_CARD' | 'LEASE' | 'PORTRAIT', content: Uint8Array) =>
    done(await work.addEvidence(clerk, { applicationId, type, content })).evidenceId;
  await add('ID_CARD', await aScan(1));
  const evidenceId = await add('LEASE', await aScan(2));
  await add('PORTRAIT', await aDrawnFace());
  const seen = { applicationId, saidBy: 'OFFICE' } as const;
  done(await work.addFact(clerk, { ...seen, name: 'hukou.place', value: 'ELSEWHERE' }));
  done(await work.addFact(clerk, { ...seen, name: 'ground.dwelling', value: 'yes', evidenceId }));
}

/** A stay that goes on since `from`, declared by one officer and verified by another. */
export async function aVerifiedStay(
  work: CaseWork,
  officers: { readonly clerk: SignedIn; readonly other: SignedIn },
  stay: { readonly personId: string; readonly from: string },
): Promise<string> {
  const { clerk, other } = officers;
  const { personId, from } = stay;
  const paper = { personId, type: 'LEASE', content: await aScan(3) } as const;
  const { evidenceId } = done(await work.addStayPaper(clerk, paper));
  const said = { address: PARTICULARS.residenceAddress, source: 'APPLICANT', evidenceId } as const;
  const declared = await work.declare(clerk, { personId, from: parsePlainDate(from), ...said });
  const { registrationId } = done(declared);
  done(await work.verify(other, { registrationId }));
  return registrationId;
}
