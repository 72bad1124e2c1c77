import type { SignedIn } from '@residence-permit/issuer/use-cases/ports';
import { makeSortReceived } from '@residence-permit/issuer/use-cases/registrations';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDraft, aVerifiedStay, type CaseWork, caseWork, done } from '../builders/case-work.ts';
import { anIdNumber, aScan } from '../builders/invented-people.ts';
import { type OfficeStores, officeStores, OFFICE_ID } from '../builders/office-stores.ts';
import { anOutsider, aSignedIn, on } from '../builders/signed-in.ts';

const day = parsePlainDate;
const at = (text: string) => Date.parse(`${text}T01:00:00Z`) / 1000;
/** A Monday. */
const TODAY = '2026-03-02';
let now = at(TODAY);
let stores: OfficeStores;
let work: CaseWork;
const clerk = aSignedIn(['clerk']);
const reviewer = aSignedIn(['reviewer']);
const reader: SignedIn = on(clerk, { purpose: 'registration-upkeep' });
const employer = anOutsider('reporter', { kind: 'organisation', id: '91800000MA00000000' });

beforeAll(async () => {
  stores = await officeStores({ clock: () => now });
  work = caseWork(stores);
});
afterAll(() => stores.close());

let order = 100;
async function somebody() {
  order += 1;
  const person = { citizenId: anIdNumber(`1980-01-${10 + (order % 18)}`, order), name: `住户${order}` };
  return { ...person, ...(await aDraft(work, clerk, person)) };
}

const stay = { address: '示例市样本路 9 号', source: 'APPLICANT' } as const;

describe('a stay', () => {
  test('is declared by one officer, verified with its paper by another, and counts from its registration', async () => {
    const { personId } = await somebody();
    const declared = done(await work.declare(clerk, { personId, from: day('2026-02-26'), ...stay }));
    expect(declared).toMatchObject({ dueOn: '2026-03-03', late: false });
    const { registrationId } = declared;
    expect(await work.verify(reviewer, { registrationId })).toMatchObject({ refusal: 'evidence-missing' });
    const foreign = await somebody();
    const paper = { type: 'LEASE', content: await aScan(31) } as const;
    const { evidenceId: wrong } = done(await work.addStayPaper(clerk, { ...paper, personId: foreign.personId }));
    expect(await work.verify(reviewer, { registrationId, evidenceId: wrong })).toMatchObject({
      refusal: 'evidence-not-found',
    });
    const { evidenceId } = done(await work.addStayPaper(clerk, { ...paper, personId }));
    expect(await work.verify(clerk, { registrationId, evidenceId })).toMatchObject({ refusal: 'entered-by-you' });
    const verified = done(await work.verify(reviewer, { registrationId, evidenceId }));
    expect(verified).toMatchObject({ state: 'CURRENT', verifiedBy: reviewer.accountId, evidenceId });
    expect(await work.verify(reviewer, { registrationId, evidenceId })).toMatchObject({ refusal: 'not-declared' });
    now = at('2026-09-02');
    expect(done(await work.listRegistrations(reader, { personId })).months).toBe(6);
    now = at(TODAY);
    const { rows } = await stores.database.pool.query(
      `SELECT to_state FROM lifecycle_move WHERE machine = 'REGISTRATION' AND subject_id = $1 ORDER BY id`,
      [registrationId],
    );
    expect(rows).toEqual([{ to_state: 'DECLARED' }, { to_state: 'VERIFIED' }, { to_state: 'CURRENT' }]);
  });

  test('is not verified by who declared it when the use case is passed by', async () => {
    const { personId } = await somebody();
    const { registrationId } = done(await work.declare(clerk, { personId, from: day(TODAY), ...stay }));
    const update = stores.database.pool.query(
      `UPDATE registration SET state = 'VERIFIED', verified_by = $2, evidence_id = gen_random_uuid() WHERE id = $1`,
      [registrationId, clerk.accountId],
    );
    await expect(update).rejects.toThrow('registration_two_persons');
  });

  test('that is late is noted and counts; one in the future, reversed, beside another or without a place is not taken', async () => {
    const { personId } = await somebody();
    const declare = (rest: object) => work.declare(clerk, { personId, from: day('2026-01-05'), ...stay, ...rest });
    expect(await declare({ from: day('2026-03-03') })).toMatchObject({ refusal: 'in-future' });
    expect(await declare({ through: day('2026-01-04') })).toMatchObject({ refusal: 'days-reversed' });
    expect(await declare({ through: day('2026-01-06') })).toMatchObject({ refusal: 'stay-too-short' });
    expect(await declare({ address: ' ' })).toMatchObject({ refusal: 'address-missing' });
    expect(await declare({ evidenceId: stores.newId() })).toMatchObject({ refusal: 'evidence-not-found' });
    expect(done(await declare({}))).toMatchObject({ dueOn: '2026-01-08', late: true });
    expect(await declare({ from: day('2026-02-01') })).toMatchObject({ refusal: 'another-is-open' });
  });

  test('of two that are declared at once, one is open', async () => {
    const { personId } = await somebody();
    const tries = await Promise.allSettled(
      [clerk, aSignedIn(['clerk'])].map((by) => work.declare(by, { personId, from: day(TODAY), ...stay })),
    );
    expect(tries.filter((tried) => tried.status === 'fulfilled' && tried.value.ok)).toHaveLength(1);
  });

  test('ends when the person leaves, and a rejected one says why', async () => {
    const { personId } = await somebody();
    const registrationId = await aVerifiedStay(work, { clerk, other: reviewer }, { personId, from: '2026-02-02' });
    const end = (through: string) => work.end(clerk, { registrationId, through: day(through) });
    expect(await end('2026-03-03')).toMatchObject({ refusal: 'in-future' });
    expect(await end('2026-02-01')).toMatchObject({ refusal: 'before-arrival' });
    expect(done(await end('2026-03-01'))).toMatchObject({ state: 'ENDED', through: '2026-03-01' });
    expect(await end('2026-03-01')).toMatchObject({ refusal: 'not-open' });
    const again = done(await work.declare(clerk, { personId, from: day(TODAY), ...stay }));
    expect(await work.reject(reviewer, { ...again, reason: '' })).toMatchObject({ refusal: 'reason-blank' });
    expect(await work.reject(clerk, { ...again, reason: 'x' })).toMatchObject({ refusal: 'entered-by-you' });
    expect(done(await work.reject(reviewer, { ...again, reason: 'nobody lives there' }))).toMatchObject({
      state: 'REJECTED',
    });
  });

  test('moves on without a gap, and is told within ten days', async () => {
    const { personId } = await somebody();
    const change = (from: string, address = '示例市样本路 10 号') =>
      work.changeAddress(clerk, { personId, from: day(from), address, source: 'APPLICANT' });
    expect(await change('2026-02-20')).toMatchObject({ refusal: 'no-open-stay' });
    await aVerifiedStay(work, { clerk, other: reviewer }, { personId, from: '2026-02-02' });
    expect(await change('2026-03-03')).toMatchObject({ refusal: 'in-future' });
    expect(await change('2026-02-20', '')).toMatchObject({ refusal: 'address-missing' });
    expect(done(await work.listRegistrations(reader, { personId })).registrations).toMatchObject([
      { state: 'CURRENT' },
    ]);
    const changed = done(await change('2026-02-19'));
    expect(changed).toMatchObject({ dueOn: '2026-03-01', late: true });
    const { registrations } = done(await work.listRegistrations(reader, { personId }));
    expect(registrations).toMatchObject([
      { state: 'CHANGED', from: '2026-02-02', through: '2026-02-18' },
      { state: 'DECLARED', from: '2026-02-19', address: '示例市样本路 10 号' },
    ]);
  });
});

describe('a report of a third party', () => {
  const report = {
    officeId: OFFICE_ID,
    reporter: 'EMPLOYER',
    subject: 'JOB_START',
    happenedOn: day('2026-02-24'),
  } as const;

  test('is a claim: late when it is, sorted by who it is about, and whoever filed it hears none of that', async () => {
    const known = await somebody();
    const people = [
      { citizenId: known.citizenId, name: known.name },
      { citizenId: known.citizenId, name: '另一人' },
      { citizenId: anIdNumber('1999-09-09', 1), name: '新来者' },
    ];
    const filed = [];
    for (const person of people) filed.push(done(await work.fileReport(employer, { ...report, person })));
    for (const answer of filed) {
      expect(answer).toEqual({ reportId: expect.any(String), dueOn: '2026-02-27', late: true });
    }
    const officer = on(reviewer, { purpose: 'report-handling' });
    const states = [];
    for (const { reportId } of filed) states.push(done(await work.readReport(officer, { reportId })).state);
    expect(states).toEqual(['MATCHED', 'CONFLICT', 'NEW']);
    const tracked = done(await work.trackReports(employer));
    expect(new Set(tracked.map(({ progress }) => progress))).toEqual(new Set(['UNDER_WAY']));
    expect(tracked.every((line) => !('personId' in line) && !('state' in line))).toBe(true);
    const registrations = done(await work.listRegistrations(reader, known)).registrations;
    expect(registrations).toEqual([]);
  });

  test('is confirmed or disputed by the person, and decided by an officer with a reason', async () => {
    const known = await somebody();
    const holder = anOutsider('holder', { kind: 'person', id: known.personId });
    const person = { citizenId: known.citizenId, name: known.name };
    const { reportId } = done(await work.fileReport(employer, { ...report, person, happenedOn: day(TODAY) }));
    const decide = (verdict: 'APPLIED' | 'CONFIRMED' | 'REJECTED', reason = 'seen') =>
      work.decideReport(reviewer, { reportId, verdict, reason });
    expect(await decide('APPLIED')).toMatchObject({ refusal: 'wrong-state' });
    expect(await decide('REJECTED', ' ')).toMatchObject({ refusal: 'reason-blank' });
    done(await work.answerReport(holder, { reportId, answer: 'DISPUTED' }));
    expect(await decide('APPLIED')).toMatchObject({ refusal: 'wrong-state' });
    const stranger = anOutsider('holder', { kind: 'person', id: stores.newId() });
    expect(await work.answerReport(stranger, { reportId, answer: 'CONFIRMED' })).toMatchObject({ refusal: 'not-own' });
    done(await decide('CONFIRMED'));
    done(await decide('APPLIED'));
    expect(done(await work.trackReports(employer))[0]).toMatchObject({ reportId, progress: 'TAKEN_UP' });
    const own = done(await work.readOwn(holder, known));
    expect(own.reports).toMatchObject([{ id: reportId, state: 'APPLIED', claim: person }]);
  });

  test('is filed by who may, about what they know, on what has happened', async () => {
    const person = { citizenId: anIdNumber('1999-09-09', 3), name: '新来者' };
    expect(await work.fileReport(employer, { ...report, subject: 'LEASE_START', person })).toMatchObject({
      refusal: 'subject-not-yours',
    });
    expect(await work.fileReport(employer, { ...report, happenedOn: day('2026-03-03'), person })).toMatchObject({
      refusal: 'in-future',
    });
    expect(await work.fileReport(clerk, { ...report, person })).toMatchObject({ refusal: 'organisation-missing' });
    const { rows } = await stores.database.pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM third_party_report WHERE happened_on = '2026-03-03'`,
    );
    expect(rows).toEqual([{ n: 0 }]);
  });

  test('that was received and not sorted, because a process ended, is sorted by the next run', async () => {
    const id = stores.newId();
    await stores.keys.create(id);
    await stores.inTransaction({ accountId: undefined, officeId: OFFICE_ID }, (tx) =>
      tx.reports.insert({
        id,
        officeId: OFFICE_ID,
        organisationId: '91800000MA00000000',
        reporter: 'EMPLOYER',
        subject: 'JOB_END',
        state: 'RECEIVED',
        keyId: id,
        claim: { citizenId: anIdNumber('1999-09-09', 5), name: '新来者' },
        happenedOn: day(TODAY),
        dueOn: day('2026-03-05'),
        isLate: false,
        filedBy: employer.accountId,
        filedAt: now,
        version: 0,
      }),
    );
    const sort = makeSortReceived(stores);
    expect(await sort()).toBe(1);
    expect(await sort()).toBe(0);
    const officer = on(reviewer, { purpose: 'report-handling' });
    expect(done(await work.readReport(officer, { reportId: id })).state).toBe('NEW');
  });
});
