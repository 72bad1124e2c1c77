import { randomUUID } from 'node:crypto';
import type { ApplicationState } from '@residence-permit/issuer/domain/lifecycles';
import { DEFAULT_POLICY } from '@residence-permit/issuer/domain/policy';
import { moveApplication } from '@residence-permit/issuer/use-cases/production';
import { addDays, parsePlainDate, toEpochDays } from '@residence-permit/shared/plain-date';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aPerson } from '../builders/an-approved-case.ts';
import { caseRoutesOf } from '../builders/case-routes-of.ts';
import { caseWork, done } from '../builders/case-work.ts';
import { anIdNumber } from '../builders/invented-people.ts';
import { anOfficer, OFFICE_ID, type OfficeStores, officeStores, OTHER_OFFICE_ID } from '../builders/office-stores.ts';
import { aRouteServer } from '../builders/route-server.ts';
import { aSignedIn, on } from '../builders/signed-in.ts';

/** The same day so often. */
const times = (day: string, count: number) => Array.from({ length: count }, () => day);
/** Noon of a day by the calendar of the offices, in seconds. */
const noonOf = (day: string) => toEpochDays(parsePlainDate(day)) * 86_400 + 4 * 3600;
const TODAY = '2026-06-15';
const DONE: readonly ApplicationState[] = ['IN_REVIEW', 'APPROVED', 'CLOSED'];
const hidden = { count: null, isSuppressed: true };
const shown = (count: number) => ({ count, isSuppressed: false });

describe('statistics of the offices of a city, over HTTP', () => {
  let stores: OfficeStores;
  let http: Awaited<ReturnType<typeof aRouteServer>>;
  let now = noonOf(TODAY);
  let people = 0;
  const supervisor = aSignedIn(['supervisor']);
  const city = aSignedIn(['auditor']);
  const auditorOf = (jurisdiction: string) => {
    const [assignment] = city.subject.assignments;
    if (assignment === undefined) throw new Error('no role');
    const assignments = [{ ...assignment, officeId: undefined, jurisdiction }];
    return { ...city, accountId: randomUUID(), officeId: undefined, subject: { ...city.subject, assignments } };
  };
  const auditor = auditorOf(DEFAULT_POLICY.jurisdiction);

  beforeAll(async () => {
    stores = await officeStores({ clock: () => now });
    http = await aRouteServer(stores, caseRoutesOf(stores));
    for (const day of times('2026-06-12', 6)) await aCase({ acceptedOn: day, walk: [] });
    for (const day of times('2026-04-01', 5)) await aCase({ acceptedOn: day, walk: ['IN_REVIEW'] });
    for (const day of times('2026-05-01', 7)) await aCase({ acceptedOn: day, stoppedOn: '2026-05-16', walk: DONE });
    for (const day of times('2026-05-02', 5)) await aCase({ acceptedOn: day, stoppedOn: '2026-05-18', walk: DONE });
    // By the calendar of the office this is the first of June; by UTC it is the last of May.
    for (const day of times('2026-05-20', 6)) {
      await aCase({ acceptedOn: day, stoppedAt: noonOf('2026-06-01') - 12 * 3600, walk: ['IN_REVIEW', 'REFUSED'] });
    }
    await aCase({ acceptedOn: '2026-05-20', stoppedOn: '2026-05-21', walk: ['WITHDRAWN'] });
    const other = { officeId: OTHER_OFFICE_ID, acceptedOn: '2026-06-12' };
    for (const walk of [[], [], []]) await aCase({ ...other, walk });
    await aCase({ ...other, acceptedOn: '2026-05-20', stoppedOn: '2026-05-21', walk: DONE });
    now = noonOf(TODAY);
  });
  afterAll(async () => {
    await http.close();
    await stores.close();
  });

  /** A case of somebody new that was accepted on a day, and went on from there on another. */
  async function aCase(given: {
    readonly officeId?: string;
    readonly acceptedOn: string;
    readonly stoppedOn?: string;
    readonly stoppedAt?: number;
    readonly walk: readonly ApplicationState[];
  }): Promise<string> {
    const { officeId = OFFICE_ID, acceptedOn, stoppedOn = acceptedOn, walk } = given;
    people += 1;
    const clerk = { ...anOfficer(), officeId };
    const person = await aPerson(stores, clerk, anIdNumber('1991-11-05', people));
    const [id, number] = [randomUUID(), `${officeId.toUpperCase()}-2026-${String(people).padStart(6, '0')}`];
    now = noonOf(acceptedOn);
    await stores.inTransaction(clerk, async (tx) => {
      const { policyVersion, version } = { policyVersion: DEFAULT_POLICY.version, version: 0 };
      const who = { officeId, personId: person.id, keyId: person.id, enteredBy: clerk.accountId };
      const draft = {
        id,
        number,
        kind: 'FIRST',
        state: 'SUBMITTED',
        door: 'COUNTER',
        createdAt: now,
        isOwnError: false,
      } as const;
      const entered = { ...draft, ...who, policyVersion, version };
      await tx.applications.insert(entered);
      const dueOn = addDays(parsePlainDate(acceptedOn), 15);
      const accepted = { state: 'ACCEPTED', reason: 'test', acceptedAt: now, dueOn } as const;
      let moved = await moveApplication(tx, entered, accepted);
      now = given.stoppedAt ?? noonOf(stoppedOn);
      for (const state of walk) {
        if (state === 'APPROVED' || state === 'REFUSED') {
          const reasons = [{ code: 'SEEN', clause: 'art. 9', words: 'seen' }];
          const decided = { ruleVersion: 'test', deciderId: randomUUID(), decidedAt: now };
          await tx.applications.insertDecision({
            id: randomUUID(),
            applicationId: id,
            outcome: state,
            reasons,
            ...decided,
          });
        }
        moved = await moveApplication(tx, moved, { state, reason: 'test' });
      }
    });
    return id;
  }
  const read = (by: typeof supervisor, table: string, query = '') =>
    http.send(by, ['get', `/api/v1/statistics/${table}${query}`]);

  test('show how long cases are open and how many were done in time, by the calendar of the office', async () => {
    const { status, reply } = await read(supervisor, 'deadlines', '?from=2026-05&through=2026-06');
    expect(status).toBe(200);
    expect(reply).toEqual({
      offices: [
        {
          officeId: OFFICE_ID,
          asOf: TODAY,
          open: [
            { band: '0-5', ...shown(6) },
            { band: '6-10', ...shown(0) },
            { band: '11-15', ...shown(0) },
            { band: '16-30', ...shown(0) },
            { band: 'over-30', ...shown(5) },
          ],
          openTotal: shown(11),
          months: [
            { month: '2026-05', kept: shown(7), late: shown(5), total: shown(12) },
            { month: '2026-06', kept: shown(6), late: shown(0), total: shown(6) },
          ],
        },
      ],
    });
  });

  test('show an auditor each office of the city, and hide small counts with what would give them away', async () => {
    const { status, reply } = await read(auditor, 'deadlines', '?from=2026-05&through=2026-05');
    expect(status).toBe(200);
    const offices = reply['offices'] as readonly { readonly officeId: string; readonly open: readonly object[] }[];
    expect(offices.map(({ officeId }) => officeId)).toEqual([OFFICE_ID, OTHER_OFFICE_ID]);
    expect(offices[1]).toMatchObject({
      openTotal: hidden,
      months: [{ month: '2026-05', kept: hidden, late: shown(0), total: hidden }],
    });
    expect(offices[1]?.open[0]).toEqual({ band: '0-5', ...hidden });
  });

  test('show what became of cases by kind, and hide the one that was withdrawn behind another', async () => {
    const { status, reply } = await read(auditor, 'cases', `?officeId=${OFFICE_ID}&from=2026-04&through=2026-06`);
    expect(status).toBe(200);
    expect(reply).toEqual({
      offices: [
        {
          officeId: OFFICE_ID,
          months: [
            { month: '2026-04', rows: [], total: shown(0) },
            {
              month: '2026-05',
              rows: [
                { kind: 'FIRST', outcome: 'APPROVED', ...hidden },
                { kind: 'FIRST', outcome: 'WITHDRAWN', ...hidden },
              ],
              total: shown(13),
            },
            { month: '2026-06', rows: [{ kind: 'FIRST', outcome: 'REFUSED', ...shown(6) }], total: shown(6) },
          ],
        },
      ],
    });
  });

  test('are those of the last year where no month is named, and one month cannot be named alone', async () => {
    const { reply } = await read(supervisor, 'cases');
    const [own] = reply['offices'] as readonly { readonly months: readonly { readonly month: string }[] }[];
    expect(own?.months.map(({ month }) => month)).toEqual(expect.arrayContaining(['2025-07', '2026-05', '2026-06']));
    expect(own?.months).toHaveLength(12);
    expect(await read(supervisor, 'cases', '?from=2026-05')).toMatchObject({ status: 400 });
    expect(await read(supervisor, 'cases', '?from=2026-13&through=2026-13')).toMatchObject({ status: 400 });
    const backwards = await read(supervisor, 'deadlines', '?from=2026-05&through=2026-04');
    expect(backwards).toMatchObject({ status: 422, reply: { code: 'period-bad' } });
  });

  test('are for the supervisors and auditors of the city, about its offices', async () => {
    expect(await read(supervisor, 'cases', `?officeId=${OTHER_OFFICE_ID}`)).toMatchObject({ status: 200 });
    expect(await read(supervisor, 'cases', '?officeId=nowhere')).toMatchObject({
      status: 404,
      reply: { code: 'office-unknown' },
    });
    const stranger = auditorOf('800001');
    expect(await read(stranger, 'cases', `?officeId=${OFFICE_ID}`)).toMatchObject({
      status: 403,
      reply: { code: 'other-jurisdiction' },
    });
    expect(await read(stranger, 'cases')).toMatchObject({ status: 403, reply: { code: 'place-unknown' } });
    expect(await read(aSignedIn(['reviewer']), 'cases')).toMatchObject({ status: 403, reply: { code: 'NOT_ALLOWED' } });
  });

  test('agree with the clock that a case shows: it stands still once the office has done what it owed', async () => {
    const applicationId = await aCase({ acceptedOn: '2026-03-02', stoppedOn: '2026-03-10', walk: DONE });
    now = noonOf(TODAY);
    const { number } = await stores.database.prisma.application.findUniqueOrThrow({ where: { id: applicationId } });
    const reviewer = on(aSignedIn(['reviewer']), { purpose: 'case-handling', caseNumber: number });
    const { clock } = done(await caseWork(stores).readCase(reviewer, { applicationId }));
    expect(clock).toMatchObject({ dueOn: '2026-03-17', daysLeft: 7, state: 'STOPPED_IN_TIME' });
  });
});
