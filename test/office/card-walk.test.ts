import { toHex } from '@residence-permit/shared/bytes';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { array, assert, asyncProperty, constantFrom, type Arbitrary } from 'fast-check';
import { postAll, type StockPositions } from '@residence-permit/issuer/domain/stock';
import type { Person } from '@residence-permit/issuer/use-cases/ports';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aPerson } from '../builders/an-approved-case.ts';
import { accept, anOffice, DEMO_AT, type Office } from '../builders/an-office.ts';
import {
  aHeldCard,
  anApprovedFollowUp,
  anIssuedPermit,
  type CardWork,
  cardWork,
  COLLECTOR,
} from '../builders/card-work.ts';
import { anIdNumber } from '../builders/invented-people.ts';
import { anOfficer, type OfficeStores, officeStores, OFFICE_ID } from '../builders/office-stores.ts';
import { aSignedIn } from '../builders/signed-in.ts';

const COMMANDS = [
  'hold',
  'lift',
  'take-back',
  'revoke',
  'replace',
  'collect',
  'put-back',
  'activate',
  'set-aside',
  'destroy',
] as const;
type Command = (typeof COMMANDS)[number];
/** States that no card leaves for a good one. */
const GONE: readonly string[] = ['QUARANTINED', 'SPOILED', 'REPLACED', 'RETURNED', 'REVOKED', 'DESTROYED'];

/** Long enough to lose, replace and find a card; every third command makes the next one. */
const walks: Arbitrary<readonly Command[]> = array(constantFrom(...COMMANDS, 'replace' as const, 'hold' as const), {
  minLength: 8,
  maxLength: 16,
});

describe('whatever is done to the cards of one person', () => {
  let stores: OfficeStores;
  let office: Office;
  let work: CardWork;
  let people = 300;
  const reached = new Set<string>();
  beforeAll(async () => {
    office = await anOffice();
    office.setClock(DEMO_AT);
    stores = await officeStores({ clock: office.clock });
    work = await cardWork(stores, office);
  });
  afterAll(() => stores.close());

  test('at most one card is live, none that is gone comes back, and the ledger adds up', async () => {
    await assert(
      asyncProperty(walks, async (commands) => {
        people += 1;
        const walk = await begin(await aPerson(stores, anOfficer(), anIdNumber('1991-11-05', people)));
        for (const command of commands) {
          await walk.run(command);
          await walk.check();
        }
      }),
      { numRuns: 10, seed: 663, endOnFailure: true },
    );
    // The walks went everywhere, or they would say nothing.
    for (const state of GONE.filter((each) => each !== 'SPOILED')) expect(reached).toContain(state);
  });

  async function begin(person: Person) {
    const first = await anIssuedPermit({ stores, work, office }, person, `walk ${people}`);
    const { permitId } = first;
    const placed = new Map([[first.cardNumber, first.placeCard]]);
    const seen = new Set<string>();
    let made = 0;
    const clerk = aSignedIn(['clerk']);
    const cards = () =>
      stores.database.prisma.card.findMany({ where: { personId: person.id }, orderBy: { createdAt: 'asc' } });

    async function replace(): Promise<void> {
      const open = await stores.database.prisma.application.findMany({
        where: { personId: person.id, state: { notIn: ['CLOSED', 'LAPSED', 'WITHDRAWN'] } },
      });
      const about = { kind: 'REISSUE_LOST', personId: person.id, permitId } as const;
      const application = open[0] ?? (await anApprovedFollowUp(stores, about));
      if (!['APPROVED', 'IN_PRODUCTION'].includes(application.state)) return;
      made += 1;
      const held = await aHeldCard({ work, office }, application, `walk ${people} ${made}`);
      placed.set(held.cardNumber, held.placeCard);
    }

    async function collect(cardNumber: string): Promise<void> {
      await work.handOver(anOfficer(), { cardNumber, collector: COLLECTOR, isOldCardReturned: made % 2 === 0 });
    }

    async function activate(cardNumber: string): Promise<void> {
      const placeCard = placed.get(cardNumber);
      if (placeCard === undefined) return;
      const openWriteSession = await work.openWriteSession(placeCard);
      const askPin = () => Promise.resolve('246802');
      await work.activate(anOfficer(), { cardNumber, openWriteSession, askPin });
    }

    async function destroy(chipNumber: Uint8Array | null): Promise<void> {
      if (chipNumber === null) return;
      const asked = { serial: toHex(chipNumber), to: 'DESTROYED', reason: 'walk' } as const;
      const removal = await work.requestRemoval(clerk, asked);
      if (removal.ok) accept(await work.confirmRemoval(aSignedIn(['producer']), { removalId: removal.value.id }));
    }

    /** Does it to every card of the person: what does not fit is refused. */
    async function run(command: Command): Promise<void> {
      if (command === 'replace') return replace();
      for (const { cardNumber, chipNumber } of await cards()) {
        if (command === 'hold') await work.hold(clerk, { cardNumber, channel: 'COUNTER' });
        if (command === 'lift') await work.lift(clerk, { cardNumber, isIdentityShown: true, isCardShown: true });
        if (command === 'take-back') await work.takeBack(clerk, { cardNumber });
        if (command === 'revoke') await work.revoke(aSignedIn(['supervisor']), { cardNumber, reason: 'walk' });
        if (command === 'set-aside') await work.setAside(anOfficer(), { cardNumber, reason: 'damaged' });
        if (command === 'collect') await collect(cardNumber);
        if (command === 'put-back') await work.putBack(anOfficer(), { cardNumber, place: 'drawer 2' });
        if (command === 'activate') await activate(cardNumber);
        if (command === 'destroy') await destroy(chipNumber);
      }
    }

    async function check(): Promise<void> {
      const now = await cards();
      expect(now.filter(({ state }) => state === 'ACTIVE' || state === 'LOST_HOLD').length).toBeLessThan(2);
      for (const { cardNumber, state } of now) {
        if (seen.has(cardNumber)) expect(GONE).toContain(state);
        if (GONE.includes(state)) seen.add(cardNumber);
        reached.add(state);
      }
      await checkLedger();
    }

    return { run, check };
  }

  /** The serials stand where their postings lead from the vault, each posting one that the rules allow. */
  async function checkLedger(): Promise<void> {
    const serials = await stores.database.prisma.stockSerial.findMany();
    const postings = await stores.inTransaction(anOfficer(), (tx) =>
      tx.stock.postingsBetween(OFFICE_ID, { after: undefined, through: parsePlainDate('2026-06-15') }),
    );
    const { positions, broken } = postAll(new Map(), {
      takenIn: serials.map(({ chipNumber }) => toHex(chipNumber)),
      postings: postings.map(({ chipNumber, ...posting }) => ({ ...posting, serial: toHex(chipNumber) })),
    });
    expect(broken).toEqual([]);
    const standing: StockPositions = new Map(
      serials.map(({ chipNumber, account }) => [toHex(chipNumber), account as 'VAULT']),
    );
    expect(positions).toEqual(standing);
  }
});
