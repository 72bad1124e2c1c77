import type { EvidenceType } from '@residence-permit/issuer/domain/policy';
import { makeLapseUncollected } from '@residence-permit/issuer/use-cases/production';
import { fromHex } from '@residence-permit/shared/bytes';
import type { CitizenId } from '@residence-permit/shared/identifiers';
import { parsePlainDate, toEpochDays } from '@residence-permit/shared/plain-date';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aPerson } from '../builders/an-approved-case.ts';
import { accept, anOffice, DEMO_AT, type Office } from '../builders/an-office.ts';
import { aHeldCard, anIssuedPermit, type CardWork, cardWork, COLLECTOR } from '../builders/card-work.ts';
import { aVerifiedStay, caseWork, type CaseWork } from '../builders/case-work.ts';
import { aDrawnFace, anIdNumber, aScan } from '../builders/invented-people.ts';
import { anOfficer, type OfficeStores, officeStores, OFFICE_ID } from '../builders/office-stores.ts';
import { aSignedIn } from '../builders/signed-in.ts';

describe('a case about a permit, from the counter to the card', () => {
  let stores: OfficeStores;
  let office: Office;
  let work: CardWork;
  let cases: CaseWork;
  let people = 700;
  const [clerk, other, reviewer] = [aSignedIn(['clerk']), aSignedIn(['clerk']), aSignedIn(['reviewer'])];
  const issue = async () => {
    people += 1;
    const person = await aPerson(stores, anOfficer(), anIdNumber('1991-11-05', people));
    return { person, ...(await anIssuedPermit({ stores, work, office }, person, `case ${people}`)) };
  };
  type Issued = Awaited<ReturnType<typeof issue>>;
  type Kind = 'EXCHANGE_DAMAGED' | 'REISSUE_LOST' | 'CHANGE_DATA' | 'CORRECT_ERROR' | 'ENDORSE';
  const PAPERS = {
    EXCHANGE_DAMAGED: ['ID_CARD', 'OLD_CARD', 'PORTRAIT'],
    REISSUE_LOST: ['ID_CARD', 'LOSS_STATEMENT', 'PORTRAIT'],
    CHANGE_DATA: ['ID_CARD', 'OLD_CARD', 'CHANGE_PROOF', 'PORTRAIT'],
    CORRECT_ERROR: ['ID_CARD', 'PORTRAIT'],
    ENDORSE: ['ID_CARD', 'LEASE'],
  } as const satisfies Record<Kind, readonly EvidenceType[]>;

  /** Enters the case, with its papers, and brings it to its decision. */
  async function decide(kind: Kind, { person }: Issued, facts: readonly { name: string; value: string }[] = []) {
    const entered = await cases.enter(clerk, {
      officeId: OFFICE_ID,
      door: 'COUNTER',
      kind,
      person: { citizenId: person.citizenId as CitizenId, name: person.name },
      facts,
      isOwnError: false,
    });
    const { applicationId } = accept(entered);
    for (const [index, type] of PAPERS[kind].entries()) {
      const content = type === 'PORTRAIT' ? await aDrawnFace() : await aScan(people * 10 + index);
      const { evidenceId } = accept(await cases.addEvidence(clerk, { applicationId, type, content }));
      if (type !== 'LEASE') continue;
      const seen = { applicationId, saidBy: 'OFFICE' } as const;
      accept(await cases.addFact(clerk, { ...seen, name: 'hukou.place', value: 'ELSEWHERE' }));
      accept(await cases.addFact(clerk, { ...seen, name: 'ground.dwelling', value: 'yes', evidenceId }));
    }
    accept(await cases.submit(clerk, { applicationId }));
    // Everybody here has one name and one day of birth.
    for (const { id: candidateId, decided } of accept(await cases.listDuplicates(reviewer, { applicationId }))) {
      const different = { applicationId, candidateId, outcome: 'DIFFERENT', reason: 'two people' } as const;
      if (decided === undefined) accept(await cases.decideDuplicate(reviewer, different));
    }
    accept(await cases.accept(clerk, { applicationId }));
    accept(await cases.take(reviewer, { applicationId }));
    accept(await cases.decide(reviewer, { applicationId, outcome: 'APPROVED', reasons: [] }));
    return applicationId;
  }

  const collect = (cardNumber: string, isOldCardReturned: boolean) =>
    work.handOver(anOfficer(), { cardNumber, collector: COLLECTOR, isOldCardReturned });
  const stateOf = async (cardNumber: string) =>
    (await stores.database.prisma.card.findUniqueOrThrow({ where: { cardNumber } })).state;
  const accountOf = async (serial: string) =>
    (await stores.inTransaction(anOfficer(), (tx) => tx.stock.find(fromHex(serial))))?.account;
  async function activate({ cardNumber, placeCard }: Pick<Issued, 'cardNumber' | 'placeCard'>) {
    const openWriteSession = await work.openWriteSession(placeCard);
    return work.activate(anOfficer(), { cardNumber, openWriteSession, askPin: () => Promise.resolve('246802') });
  }

  beforeAll(async () => {
    office = await anOffice();
    office.setClock(DEMO_AT);
    stores = await officeStores({ clock: office.clock });
    work = await cardWork(stores, office);
    cases = caseWork(stores);
  });
  afterAll(() => stores.close());
  beforeEach(() => office.setClock(DEMO_AT));

  test('a lost card is replaced once its fee is paid', async () => {
    const issued = await issue();
    accept(await work.hold(clerk, { cardNumber: issued.cardNumber, channel: 'COUNTER' }));
    const applicationId = await decide('REISSUE_LOST', issued);
    const held = await aHeldCard({ work, office }, { id: applicationId }, `next ${people}`);
    expect(await collect(held.cardNumber, false)).toEqual({ ok: false, refusal: 'fee-open' });
    expect(await stateOf(issued.cardNumber)).toBe('LOST_HOLD');
    const [fee] = accept(await cases.listFees(clerk, { applicationId }));
    accept(await cases.takeFee(clerk, { applicationId, feeId: fee?.id ?? '', amountFen: 1500 }));
    accept(await collect(held.cardNumber, false));
    accept(await activate(held));
    expect([await stateOf(issued.cardNumber), await stateOf(held.cardNumber)]).toEqual(['REPLACED', 'ACTIVE']);
    expect(await accountOf(issued.serial)).toBe('HANDED_OVER');
  });

  test.each(['CHANGE_DATA', 'CORRECT_ERROR'] as const)(
    '%s costs nothing and changes what the next card says',
    async (kind) => {
      const issued = await issue();
      const address = '示例市示例区样本路 99 号';
      const applicationId = await decide(kind, issued, [{ name: 'person.residenceAddress', value: address }]);
      const person = await stores.inTransaction(anOfficer(), (tx) => tx.persons.find(issued.person.id));
      expect(person?.details.residenceAddress).toBe(address);
      const held = await aHeldCard({ work, office }, { id: applicationId }, `${kind} ${people}`);
      expect(await collect(held.cardNumber, false)).toEqual({ ok: false, refusal: 'old-card-not-returned' });
      accept(await collect(held.cardNumber, true));
      expect([await stateOf(issued.cardNumber), await accountOf(issued.serial)]).toEqual(['REPLACED', 'RETURNED']);
      accept(await activate(held));
      expect(await stateOf(held.cardNumber)).toBe('ACTIVE');
    },
  );

  test('a card that comes back before its activation lies in the drawer again, and is given out and activated after all', async () => {
    const issued = await issue();
    const applicationId = await decide('EXCHANGE_DAMAGED', issued);
    const [fee] = accept(await cases.listFees(clerk, { applicationId }));
    accept(await cases.takeFee(clerk, { applicationId, feeId: fee?.id ?? '', amountFen: 1500 }));
    const { cardNumber, serial, placeCard } = await aHeldCard(
      { work, office },
      { id: applicationId },
      `back ${people}`,
    );
    const putBack = () => work.putBack(anOfficer(), { cardNumber, place: 'drawer 7' });
    const caseState = async () =>
      (await stores.database.prisma.application.findUniqueOrThrow({ where: { id: applicationId } })).state;
    expect(await putBack()).toEqual({ ok: false, refusal: 'not-handed-over' });
    accept(await collect(cardNumber, true));
    expect([await accountOf(serial), await caseState()]).toEqual(['HANDED_OVER', 'DELIVERED']);
    const ready = stores.database.pool.query(`UPDATE application SET state = 'READY' WHERE id = $1`, [applicationId]);
    await expect(ready).rejects.toMatchObject({ constraint: 'ready_card_is_held' });
    office.setClock(DEMO_AT + 100 * 86_400);
    const told = stores.messages.length;
    const back = accept(await putBack());
    expect(back).toMatchObject({ state: 'HELD', heldAt: 'drawer 7', heldSince: office.clock() });
    expect(stores.messages.slice(told)).toMatchObject([{ template: 'card-ready', personId: issued.person.id }]);
    expect([await accountOf(serial), await caseState()]).toEqual(['HELD', 'READY']);
    expect([await stateOf(cardNumber), await stateOf(issued.cardNumber)]).toEqual(['CHECKED', 'REPLACED']);
    const postings = await stores.database.prisma.stockPosting.findMany({
      where: { chipNumber: Buffer.from(fromHex(serial)) },
      orderBy: { id: 'asc' },
    });
    const ways = ['PRODUCTION', 'HELD', 'HANDED_OVER', 'HELD'];
    expect(postings.map(({ toAccount }) => toAccount)).toEqual(ways);
    expect(await activate({ cardNumber, placeCard })).toEqual({ ok: false, refusal: 'not-handed-over' });
    const lapse = makeLapseUncollected({ inTransaction: stores.inTransaction, clock: office.clock });
    expect(await lapse()).not.toContain(cardNumber);
    accept(await collect(cardNumber, false));
    accept(await activate({ cardNumber, placeCard }));
    expect(await putBack()).toEqual({ ok: false, refusal: 'not-handed-over' });
    expect([await stateOf(cardNumber), await accountOf(serial)]).toEqual(['ACTIVE', 'HANDED_OVER']);
  });

  test('an endorsement is given for a case that the rules found eligible, and closes it', async () => {
    const issued = await issue();
    const personId = issued.person.id;
    await aVerifiedStay(cases, { clerk, other }, { personId, from: '2025-01-01' });
    office.setClock(toEpochDays(parsePlainDate('2027-06-01')) * 86_400 + 7200);
    const applicationId = await decide('ENDORSE', issued);
    const openWriteSession = await work.openWriteSession(issued.placeCard);
    const entry = accept(await work.endorse(clerk, { applicationId, openWriteSession }));
    expect(entry.endorsedThrough).toBe('2028-06-14');
    const row = await stores.database.prisma.application.findUniqueOrThrow({ where: { id: applicationId } });
    expect([row.state, row.kind]).toEqual(['CLOSED', 'ENDORSE']);
  });

  test('a new card that nobody collects lapses in its drawer and is destroyed by two; the old one stays good', async () => {
    const issued = await issue();
    const applicationId = await decide('EXCHANGE_DAMAGED', issued);
    const held = await aHeldCard({ work, office }, { id: applicationId }, `uncollected ${people}`);
    office.setClock(DEMO_AT + 181 * 86_400);
    const lapse = makeLapseUncollected({ inTransaction: stores.inTransaction, clock: office.clock });
    expect(await lapse()).toContain(held.cardNumber);
    expect([await stateOf(held.cardNumber), await accountOf(held.serial)]).toEqual(['REVOKED', 'HELD']);
    accept(await work.takeBack(clerk, { cardNumber: held.cardNumber }));
    const order = { serial: held.serial, to: 'DESTROYED', reason: 'uncollected' } as const;
    const { id } = accept(await work.requestRemoval(clerk, order));
    accept(await work.confirmRemoval(other, { removalId: id }));
    expect([await stateOf(held.cardNumber), await accountOf(held.serial)]).toEqual(['DESTROYED', 'DESTROYED']);
    expect(await stateOf(issued.cardNumber)).toBe('ACTIVE');
  });
});
