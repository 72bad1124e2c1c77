import { createHash } from 'node:crypto';
import { join } from 'node:path';
import {
  type Erasure,
  erasePerson,
  makeFileErasureLedger,
  overwritePerson,
} from '@residence-permit/issuer/adapters/privacy';
import type { SignedIn } from '@residence-permit/issuer/use-cases/ports';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aDraft, type CaseWork, caseWork, done } from '../builders/case-work.ts';
import { anIdNumber, PARTICULARS } from '../builders/invented-people.ts';
import { type OfficeStores, officeStores, OTHER_OFFICE_ID } from '../builders/office-stores.ts';
import { anOutsider, aSignedIn, on } from '../builders/signed-in.ts';

const NOW = Date.parse('2026-03-02T01:00:00Z') / 1000;
let stores: OfficeStores;
let work: CaseWork;
let personId: string;
const PERSON = { citizenId: anIdNumber('1991-11-05', 7), name: '样例乙' };
const clerk = on(aSignedIn(['clerk']), { purpose: 'counter-service' });
const neighbour = on(aSignedIn(['clerk'], { officeId: OTHER_OFFICE_ID }), { purpose: 'counter-service' });

beforeAll(async () => {
  stores = await officeStores({ clock: () => NOW });
  work = caseWork(stores);
  ({ personId } = await aDraft(work, clerk, PERSON));
});
afterAll(() => stores.close());

test('finds by ID number as it is typed, by Han prefix and by pinyin, across the jurisdiction', async () => {
  const typed = `8 ${PERSON.citizenId.slice(1).toLowerCase()}`;
  const queries = [
    { kind: 'citizen-id', citizenId: typed },
    { kind: 'name', prefix: '样例' },
    { kind: 'pinyin', prefix: 'Yang Li' },
  ] as const;
  for (const query of queries) {
    for (const by of [clerk, neighbour]) {
      expect(done(await work.searchPersons(by, query))).toMatchObject([
        { personId, name: PERSON.name, isSealed: false },
      ]);
    }
  }
  expect(done(await work.searchPersons(clerk, { kind: 'name', prefix: '无此人' }))).toEqual([]);
});

test('does not let anybody leaf through the register', async () => {
  expect(await work.searchPersons(clerk, { kind: 'pinyin', prefix: 'y' })).toMatchObject({
    refusal: 'query-too-short',
  });
  expect(await work.searchPersons(clerk, { kind: 'name', prefix: ' ' })).toMatchObject({ refusal: 'query-too-short' });
  const byName = { kind: 'name', prefix: '样' } as const;
  expect(await work.searchPersons(aSignedIn(['auditor']), byName)).toMatchObject({ refusal: 'no-role' });
  expect(await work.searchPersons(on(clerk, { purpose: undefined }), byName)).toMatchObject({
    refusal: 'purpose-missing',
  });
  const employer = anOutsider('reporter', { kind: 'organisation', id: '91800000MA00000000' });
  expect(await work.searchPersons(employer, byName)).toMatchObject({ refusal: 'office-missing' });
});

test('finding somebody opens nothing: reading is another right, of the office that keeps the record', async () => {
  expect(await work.readPerson(neighbour, { personId })).toMatchObject({ refusal: 'other-office' });
  expect(await work.readPerson(aSignedIn(['producer']), { personId })).toMatchObject({ refusal: 'no-role' });
  const { person, applications } = done(await work.readPerson(clerk, { personId }));
  expect(person).toMatchObject({ ...PERSON, details: PARTICULARS });
  expect(applications).toHaveLength(1);
  expect(await work.readPerson(clerk, { personId: stores.newId() })).toMatchObject({ refusal: 'person-not-found' });
});

test('the person sees everything, each fact with who said it, and who looked and why', async () => {
  const holder = anOutsider('holder', { kind: 'person', id: personId });
  done(await work.readPerson(clerk, { personId }));
  const own = done(await work.readOwn(holder, { personId }));
  expect(own.person.citizenId).toBe(PERSON.citizenId);
  const [ownCase] = own.cases;
  expect(ownCase?.facts.map(({ name, saidBy }) => [name, saidBy])).toContainEqual(['person.sex', 'APPLICANT']);
  const looks = own.looks.map(({ action, actorId, purpose }) => ({ action, actorId, purpose }));
  expect(looks).toContainEqual({ action: 'person.read', actorId: clerk.accountId, purpose: 'counter-service' });
  expect(looks).toContainEqual({ action: 'person.search', actorId: neighbour.accountId, purpose: 'counter-service' });
  const other = anOutsider('holder', { kind: 'person', id: stores.newId() });
  expect(await work.readOwn(other, { personId })).toMatchObject({ refusal: 'not-own' });
  expect(await work.readOwn(clerk, { personId })).toMatchObject({ refusal: 'no-role' });
});

test('the audit log holds no name, no number, and no hash of them that could be made without the key', async () => {
  const { rows } = await stores.database.pool.query<{ line: string }>(
    'SELECT audit_event::text AS line FROM audit_event',
  );
  expect(rows.length).toBeGreaterThan(5);
  const hash = createHash('sha256').update(personId).digest('hex');
  for (const { line } of rows) {
    for (const secret of [PERSON.name, PERSON.citizenId, PARTICULARS.hukouAddress, personId, hash]) {
      expect(line).not.toContain(secret);
    }
  }
});

test('a sealed record is masked, and read with an extra right and a reason only', async () => {
  const sealed = await aDraft(work, clerk, { citizenId: anIdNumber('1975-05-05', 9), name: '封存·示例' });
  const supervisor = aSignedIn(['supervisor']);
  const input = { personId: sealed.personId, isSealed: true };
  expect(await work.sealRecord(clerk, { ...input, why: 'protection' })).toMatchObject({ refusal: 'no-role' });
  expect(await work.sealRecord(supervisor, { ...input, why: ' ' })).toMatchObject({ refusal: 'ground-missing' });
  done(await work.sealRecord(supervisor, { ...input, why: 'protection' }));
  const byName = { kind: 'name', prefix: '封存' } as const;
  expect(done(await work.searchPersons(clerk, byName))).toEqual([
    { personId: sealed.personId, officeId: clerk.officeId, isSealed: true },
  ]);
  expect(await work.readPerson(clerk, sealed)).toMatchObject({ refusal: 'record-sealed' });
  const inQueue = on(clerk, { purpose: 'case-handling' });
  const queued = done(await work.listCases(inQueue, { states: ['DRAFT'], limit: 100 }));
  const line = queued.find(({ id }) => id === sealed.applicationId);
  expect(line).toMatchObject({ number: sealed.number });
  expect(line).not.toHaveProperty('personName');
  const keeper: SignedIn = on(aSignedIn(['clerk', 'sealed-record-keeper']), { purpose: 'counter-service' });
  expect(await work.readPerson(keeper, sealed)).toMatchObject({ refusal: 'reason-missing' });
  const reasoned = on(keeper, { reason: 'request of the person in writing' });
  expect(done(await work.readPerson(reasoned, sealed)).person.name).toBe('封存·示例');
  const own = anOutsider('holder', { kind: 'person', id: sealed.personId });
  const { looks } = done(await work.readOwn(own, sealed));
  expect(looks).toContainEqual(expect.objectContaining({ action: 'person.read', reason: reasoned.ground.reason }));
});

test('nobody handles their own record', async () => {
  const self: SignedIn = { ...clerk, subject: { ...clerk.subject, personId } };
  expect(await work.readPerson(self, { personId })).toMatchObject({ refusal: 'own-case' });
});

test('an erased person is found by nobody; the rows of their case and of the audit log stand as they did', async () => {
  const name = '已删·示例';
  const gone = await aDraft(work, clerk, { citizenId: anIdNumber('1966-06-06', 3), name });
  done(await work.submit(clerk, gone));
  const count = async () => {
    const { rows } = await stores.database.pool.query<{ events: number; moves: number; facts: number }>(
      `SELECT (SELECT count(*)::int FROM audit_event WHERE case_number = $1) AS events,
        (SELECT count(*)::int FROM lifecycle_move WHERE subject_id = $2) AS moves,
        (SELECT count(*)::int FROM application_fact WHERE application_id::text = $2) AS facts`,
      [gone.number, gone.applicationId],
    );
    return rows[0];
  };
  const before = await count();
  const ledger = makeFileErasureLedger({
    path: join(stores.evidenceFolder, '..', 'erasures'),
    key: stores.indexKey.ledgerKey(),
  });
  const overwrite = (erasure: Erasure) => overwritePerson(asStore(stores), erasure);
  const erasure: Erasure = { personId: gone.personId, at: NOW, ground: 'retention-ended' };
  await erasePerson({ ledger, keys: stores.keys, overwrite }, erasure);
  expect(before?.facts).toBeGreaterThan(0);
  expect(await count()).toEqual(before);
  expect(done(await work.searchPersons(clerk, { kind: 'name', prefix: name }))).toEqual([]);
  expect(await work.readPerson(clerk, gone)).toMatchObject({ refusal: 'person-not-found' });
  expect(await work.readCase(on(clerk, { purpose: 'case-handling' }), gone)).toMatchObject({
    refusal: 'case-not-found',
  });
  const own = anOutsider('holder', { kind: 'person', id: gone.personId });
  expect(await work.readOwn(own, gone)).toMatchObject({ refusal: 'person-not-found' });
  const again = await aDraft(work, clerk, { citizenId: anIdNumber('1966-06-06', 3), name });
  expect(again.personId).not.toBe(gone.personId);
});

function asStore({ database }: OfficeStores) {
  return { query: (sql: string, values: readonly unknown[]) => database.pool.query(sql, [...values]) };
}
