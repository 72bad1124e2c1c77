import { randomUUID } from 'node:crypto';
import { readCsvRows } from '@residence-permit/issuer/adapters/imports';
import { DEFAULT_POLICY } from '@residence-permit/issuer/domain/policy';
import { IMPORT_COLUMNS, makeStartImport } from '@residence-permit/issuer/use-cases/imports';
import type { Person, SignedIn } from '@residence-permit/issuer/use-cases/ports';
import { parseCitizenId } from '@residence-permit/shared/identifiers';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { aPerson } from '../../builders/an-approved-case.ts';
import { accept, type Office } from '../../builders/an-office.ts';
import { aDepartment, WITHDRAWAL } from '../../builders/an-instruction.ts';
import { anIssuedPermit, aTakenInBlank, cardWork } from '../../builders/card-work.ts';
import { caseWork } from '../../builders/case-work.ts';
import { aTerminalRequest, grantWork } from '../../builders/grant-work.ts';
import { anIdNumber, aScan } from '../../builders/invented-people.ts';
import { anOfficer, OFFICE_ID, type OfficeStores } from '../../builders/office-stores.ts';
import { anOutsider, aSignedIn } from '../../builders/signed-in.ts';
import { DEPARTMENTS, ORGANISATIONS } from './staff.ts';

/** Nothing has this id. */
const NONE = '00000000-0000-4000-8000-000000000000';
const CLAIMED = { from: '2026-01-01', through: '2026-12-31' } as const;

const TAKEN_BACK_FROM = '2026-06-15';

/** One of everything that the service has an address for, at the office of most tests and of its people. */
export type Things = Awaited<ReturnType<typeof makeThings>>;

/** Makes them, by people who are not among those that call. */
export async function makeThings(given: {
  readonly stores: OfficeStores;
  readonly office: Office;
  readonly person: Person;
  /** An account that others do things to. */
  readonly accountId: string;
}) {
  const { stores, office, person, accountId } = given;
  const cases = caseWork(stores);
  const cards = await cardWork(stores, office);
  const grants = grantWork(stores, office);
  const [clerk, chief, deputy] = [aSignedIn(['clerk']), aSignedIn(['supervisor']), aSignedIn(['supervisor'])];
  const reporter = anOutsider('reporter', { kind: 'organisation', id: ORGANISATIONS.own });
  const holder = anOutsider('holder', { kind: 'person', id: person.id });

  const issued = await anIssuedPermit({ stores, work: cards, office }, person, 'matrix');
  const { permitId, cardNumber } = issued;
  const permit = await stores.database.prisma.permit.findUniqueOrThrow({ where: { id: permitId } });
  const draft = await aFiledDraft(stores, reporter, person);
  const content = await aScan(1);
  const paper = accept(await cases.addEvidence(clerk, { applicationId: draft.id, type: 'LEASE', content }));
  const appeal = accept(await cases.fileAppeal(holder, { applicationId: issued.application.id, grounds: '请再看' }));
  const stay = await cases.declare(clerk, {
    personId: person.id,
    address: '示例市示例区样本路 21 号',
    from: parsePlainDate('2026-06-01'),
    source: 'APPLICANT',
  });
  const claim = { citizenId: parseCitizenId(person.citizenId), name: person.name };
  const report = await cases.fileReport(reporter, {
    officeId: OFFICE_ID,
    reporter: 'EMPLOYER',
    subject: 'JOB_START',
    person: claim,
    happenedOn: parsePlainDate('2026-06-10'),
  });

  const { serial } = await aTakenInBlank(cards, 'matrix blank');
  const other = await aTakenInBlank(cards, 'matrix removal');
  const reason = 'bent';
  const removal = accept(await cards.requestRemoval(clerk, { serial: other.serial, to: 'SPOILED', reason }));
  const revocation = accept(await cards.requestRevocation(chief, { cardNumbers: [cardNumber], reason }));
  const batch = await aProposedBatch(stores, chief, draft.id);

  const department = aDepartment(1);
  accept(await grants.registerKey(chief, { grantor: DEPARTMENTS.own, publicKey: department.publicKey }));
  accept(await grants.confirmKey(deputy, { keyId: department.keyId }));
  const instruct = (reference: string) =>
    department.instruct({ kind: 'job-service', reference, permitNumber: permit.number, ...CLAIMED });
  const grant = accept(await grants.enter(clerk, { instruction: await instruct('matrix-1') }));
  const granted = accept(await grants.enter(clerk, { instruction: await instruct('matrix-given') }));
  accept(await grants.approve(aSignedIn(['reviewer']), { grantId: granted.id }));
  const takeBack = (reference: string) =>
    department.instruct(
      { reference, grantId: granted.id, reason: 'CONDITIONS_ENDED', from: TAKEN_BACK_FROM },
      WITHDRAWAL,
    );
  const withdrawal = accept(await grants.enterWithdrawal(clerk, { instruction: await takeBack('matrix-back') }));
  const unconfirmed = aDepartment(2);
  accept(await grants.registerKey(chief, { grantor: DEPARTMENTS.other, publicKey: unconfirmed.publicKey }));
  const operator = anOutsider('service-point-operator', { kind: 'organisation', id: ORGANISATIONS.own });
  const enrolling = { officeId: OFFICE_ID, organisationId: ORGANISATIONS.own };
  const { request } = await aTerminalRequest('MATRIX', stores.random);
  const terminal = accept(await grants.enrol(operator, { ...enrolling, request }));
  const { entries } = accept(await grants.readCatalogue({}));
  const proposal = accept(await grants.proposeCatalogue(chief, { entries }));
  const { office: ofOffice, terminal: ofTerminals } = accept(await grants.readPurposes({}));
  const purposes = { office: ofOffice, terminal: ofTerminals };
  const purposesProposal = accept(await grants.proposePurposes(chief, purposes));
  const { inTransaction, clock, newId, keys } = stores;
  const startImport = makeStartImport({ inTransaction, clock, newId, keys, readRows: readCsvRows });
  const run = accept(await startImport(chief, { bytes: aRegisterFile(1) }));
  const another = await aTerminalRequest('MATRIXB', stores.random);

  return {
    none: NONE,
    accountId,
    person,
    /** Nothing is known of this person but the record, which may be sealed or forgotten. */
    stranger: await aPerson(stores, anOfficer(), anIdNumber('1993-03-03', 12)),
    /** A case that the organisation filed, and which is about the person. */
    applicationId: draft.id,
    caseNumber: draft.number,
    evidenceId: paper.evidenceId,
    appealId: appeal.appealId,
    registrationId: accept(stay).registrationId,
    reportId: accept(report).reportId,
    permitId,
    permitNumber: permit.number,
    cardNumber,
    serial,
    removalId: removal.id,
    revocationId: revocation.id,
    batchId: batch,
    grantId: grant.id,
    withdrawalId: withdrawal.id,
    withdrawing: await takeBack('matrix-back-2'),
    purposes,
    purposesProposalId: purposesProposal.id,
    keyId: unconfirmed.keyId,
    terminalId: terminal.id,
    terminalRequest: Buffer.from(another.request).toString('base64url'),
    proposalId: proposal.id,
    entries,
    runId: run.id,
    registerFile: aRegisterFile(2),
    scan: await aScan(2),
    instruction: await instruct('matrix-2'),
  };
}

/** A draft about a person that an organisation filed: clerk, person and organisation each have rights to it. */
async function aFiledDraft(stores: OfficeStores, reporter: SignedIn, person: Person) {
  return stores.inTransaction({ accountId: reporter.accountId, officeId: OFFICE_ID }, async (tx) => {
    const draft = {
      id: stores.newId(),
      number: await tx.applications.nextNumber(OFFICE_ID, 2026),
      officeId: OFFICE_ID,
      kind: 'FIRST',
      state: 'DRAFT',
      personId: person.id,
      keyId: person.id,
      door: 'EMPLOYER',
      enteredBy: reporter.accountId,
      organisationId: ORGANISATIONS.own,
      createdAt: stores.clock(),
      policyVersion: DEFAULT_POLICY.version,
      isOwnError: false,
      version: 0,
    } as const;
    await tx.applications.insert(draft);
    return draft;
  });
}

/** A batch that somebody proposed; whether its case is one for a batch is not asked again before it is approved. */
async function aProposedBatch(stores: OfficeStores, by: SignedIn, applicationId: string): Promise<string> {
  const id = randomUUID();
  const signed = { proposedBy: by.accountId, proposedAt: stores.clock() };
  await stores.inTransaction({ accountId: by.accountId, officeId: OFFICE_ID }, (tx) =>
    tx.batches.insert({ id, officeId: OFFICE_ID, applicationIds: [applicationId], ...signed }),
  );
  return id;
}

/** A paper register of one invented person. */
function aRegisterFile(order: number): Uint8Array {
  const cells: Readonly<Record<string, string>> = {
    permit_number: `OLD-000${order}`,
    name: '样例丙',
    citizen_id: anIdNumber('1990-01-01', order),
    sex: '1',
    ethnic_group: '01',
    hukou_address: '示例省样本州示例县三号',
    residence_address: '示例市示例区样本路 21 号',
    contact: '',
    issued_on: '2014-05-01',
    valid_through: '2016-04-30',
  };
  const row = IMPORT_COLUMNS.map((column) => cells[column] ?? '').join(',');
  return new TextEncoder().encode([IMPORT_COLUMNS.join(','), row, ''].join('\r\n'));
}
