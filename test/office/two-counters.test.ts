import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDatabase } from '../builders/a-database.ts';
import { aPerson, anApprovedCase } from '../builders/an-approved-case.ts';
import { anOffice, DEMO_AT, type Office } from '../builders/an-office.ts';
import { type CardWork, cardWork } from '../builders/card-work.ts';
import { caseWork } from '../builders/case-work.ts';
import { anIdNumber, PARTICULARS } from '../builders/invented-people.ts';
import { anOfficer, OFFICE_ID } from '../builders/office-stores.ts';
import { aSignedIn } from '../builders/signed-in.ts';
import { type Stores, storesOver } from '../builders/stores-over.ts';

/** How often each race is run: whichever counter comes first, the outcome is the same. */
const ROUNDS = 6;

/** Two services of one office, as two processes are: each with connections and keys of its own, over one database. */
describe('two counters that race for one person', () => {
  let office: Office;
  let counters: readonly [Stores, Stores];
  let makers: readonly [CardWork, CardWork];
  beforeAll(async () => {
    office = await anOffice();
    office.setClock(DEMO_AT);
    const address = await aDatabase();
    const { clock } = office;
    const east = await storesOver(address, { clock });
    const folders = { keys: east.keyFolder, evidence: east.evidenceFolder };
    const sameDatabase = { ...address, close: () => Promise.resolve() };
    const west = await storesOver(sameDatabase, { clock, folders, content: 'filled' });
    counters = [east, west];
    makers = [await cardWork(east, office), await cardWork(west, office)];
  });
  afterAll(async () => {
    const [east, west] = counters;
    await west.close();
    await east.close();
  });

  /** The same at both counters at once; the answers, in words. */
  async function atBoth<Value>(
    ask: (counter: 0 | 1) => Promise<Value>,
  ): Promise<readonly PromiseSettledResult<Value>[]> {
    return Promise.allSettled([ask(0), ask(1)]);
  }

  test('enter that person and the first case once', async () => {
    const { prisma } = counters[0].database;
    for (let round = 0; round < ROUNDS; round += 1) {
      const citizenId = anIdNumber('1990-03-01', 200 + round);
      const person = { citizenId, name: `样例·第${round}`, details: PARTICULARS };
      const input = { officeId: OFFICE_ID, door: 'COUNTER', kind: 'FIRST', facts: [], isOwnError: false } as const;
      const answers = await atBoth((counter) =>
        caseWork(counters[counter]).enter(aSignedIn(['clerk']), { ...input, person }),
      );
      const words = answers.map((answer) =>
        answer.status === 'rejected' ? 'failed' : answer.value.ok ? 'entered' : answer.value.refusal,
      );
      expect(words.toSorted()).toEqual(['entered', 'open-case-exists']);
      expect(await prisma.person.count()).toBe(round + 1);
      expect(await prisma.application.count()).toBe(round + 1);
    }
  });

  test('begin one card of an approved case, on one permit', async () => {
    const [stores] = counters;
    const { prisma } = stores.database;
    for (let round = 0; round < ROUNDS; round += 1) {
      const person = await aPerson(stores, anOfficer(), anIdNumber('1990-03-02', 300 + round));
      const officers = { clerk: anOfficer(), reviewer: anOfficer() };
      const { id: applicationId } = await anApprovedCase(stores, officers, person);
      const answers = await atBoth((counter) => makers[counter].reserve(anOfficer(), { applicationId }));
      const begun = answers.filter((answer) => answer.status === 'fulfilled' && answer.value.ok);
      expect(begun).toHaveLength(1);
      for (const answer of answers) {
        if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'STORE_CONFLICT' });
        else if (!answer.value.ok) expect(answer.value.refusal).toBe('card-under-way');
      }
      const where = { personId: person.id };
      expect(await prisma.permit.count({ where })).toBe(1);
      expect(await prisma.card.count({ where })).toBe(1);
      expect(await prisma.productionAttempt.count({ where: { applicationId } })).toBe(1);
    }
  });
});
