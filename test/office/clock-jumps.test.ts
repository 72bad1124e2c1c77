import { randomUUID } from 'node:crypto';
import { standingsOfDatabase } from '@residence-permit/issuer/adapters/prisma';
import { cardLifeRoutes } from '@residence-permit/issuer/http/api';
import type { SignedIn } from '@residence-permit/issuer/use-cases/ports';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aBlank, onReader } from '../builders/a-blank.ts';
import { anOffice, DEMO_AT, type Office } from '../builders/an-office.ts';
import { cardWork, routeParts } from '../builders/card-work.ts';
import { caseWork } from '../builders/case-work.ts';
import { anIdNumber, PARTICULARS } from '../builders/invented-people.ts';
import { type OfficeStores, OFFICE_ID, officeStores } from '../builders/office-stores.ts';
import { aRouteServer } from '../builders/route-server.ts';
import { aSignedIn } from '../builders/signed-in.ts';

const DAY = 86_400;
const [TODAY, TOMORROW] = ['2026-06-15', '2026-06-16'];
const STATION = { agent: 'counter-1' };

describe('when the clock of the service jumps a day between two requests', () => {
  let [stores, office]: [OfficeStores, Office] = [] as never;
  let http: Awaited<ReturnType<typeof aRouteServer>>;
  let blanks = 0;
  const clerk = aSignedIn(['clerk']);
  const producer = aSignedIn(['producer']);

  beforeAll(async () => {
    office = await anOffice();
    office.setClock(DEMO_AT);
    stores = await officeStores({ clock: office.clock });
    const work = await cardWork(stores, office);
    const placeCard = () => {
      blanks += 1;
      return onReader(aBlank({ seed: `jump ${blanks}` }))();
    };
    http = await aRouteServer(
      stores,
      cardLifeRoutes(routeParts(stores, work), () => placeCard),
    );
  });
  beforeEach(() => office.setClock(DEMO_AT));
  afterAll(async () => {
    await http.close();
    await stores.close();
  });

  async function post(by: SignedIn, path: string, body: unknown, key?: string) {
    const sent = key === undefined ? { body } : { body, key };
    const { status, reply } = await http.send(by, ['post', path], sent);
    return { status, reply };
  }
  const intake = (key?: string) => post(producer, '/api/v1/stock/intake', { ...STATION, batch: 'batch-1' }, key);
  const close = (day: string | undefined, serials: readonly unknown[]) =>
    post(producer, '/api/v1/stock/days', { day, counted: serials.map((serial) => ({ serial, account: 'VAULT' })) });

  test('a day that was closed stays closed, and none is closed before it comes', async () => {
    const first = await intake();
    expect(first.status).toBe(201);
    const counted = [first.reply['serial']];
    expect(await close(TOMORROW, counted)).toMatchObject({ reply: { code: 'day-in-future' } });
    office.setClock(DEMO_AT + DAY);
    expect(await close(TOMORROW, counted)).toMatchObject({ status: 200, reply: { kind: 'BALANCED' } });
    office.setClock(DEMO_AT);
    expect(await intake()).toMatchObject({ status: 409, reply: { code: 'day-closed' } });
    expect(await close(TODAY, counted)).toMatchObject({ status: 409, reply: { code: 'day-closed' } });
    office.setClock(DEMO_AT + 2 * DAY);
    expect(await intake()).toMatchObject({ status: 201 });
  });

  test('a command that is sent again has the answer of the first time', async () => {
    office.setClock(DEMO_AT + 3 * DAY);
    const key = randomUUID();
    const first = await intake(key);
    expect(first.status).toBe(201);
    for (const days of [4, 2]) {
      office.setClock(DEMO_AT + days * DAY);
      expect(await intake(key)).toEqual(first);
    }
  });

  test('numbers of publications go on, so that no verifier takes the next one for a roll-back', async () => {
    const publish = () =>
      office.trust(
        standingsOfDatabase({
          transaction: stores.database.transaction,
          rootVersion: office.authority.rootFile.version,
          currentUri: 's/1',
          floors: { bundle: 0, status: 0 },
          findRevokedTerminals: () => Promise.resolve([]),
          findWithdrawnGrants: () => Promise.resolve([]),
        }),
      );
    const numbers: number[] = [];
    for (const days of [0, 1, 0, -1, 2]) {
      office.setClock(DEMO_AT + days * DAY);
      numbers.push((await publish()).bundleSeq);
    }
    const [first = 0] = numbers;
    expect(numbers).toEqual(numbers.map((_, index) => first + index));
  });

  test('numbers of cases go on, and moves stand in the order in which they were made', async () => {
    const cases = caseWork(stores);
    const input = { officeId: OFFICE_ID, door: 'COUNTER', kind: 'FIRST', facts: [], isOwnError: false } as const;
    const numbers: string[] = [];
    for (const [index, days] of [0, 1, -1].entries()) {
      office.setClock(DEMO_AT + days * DAY);
      const person = { citizenId: anIdNumber('1990-03-03', 400 + index), name: '样例·钟', details: PARTICULARS };
      const entered = await cases.enter(clerk, { ...input, person });
      if (!entered.ok) throw new Error(entered.refusal);
      const { applicationId, number } = entered.value;
      numbers.push(number);
      office.setClock(DEMO_AT + (days - 1) * DAY);
      expect(await cases.withdraw(clerk, { applicationId })).toMatchObject({ ok: true });
      const moves = await stores.inTransaction({ accountId: clerk.accountId, officeId: OFFICE_ID }, (tx) =>
        tx.history.moves('APPLICATION', applicationId),
      );
      expect(moves.map(({ to }) => to)).toEqual(['DRAFT', 'WITHDRAWN']);
    }
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.toSorted()).toEqual(numbers);
  });
});
