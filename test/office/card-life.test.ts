import { fromHex } from '@residence-permit/shared/bytes';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aPerson } from '../builders/an-approved-case.ts';
import { accept, anOffice, DEMO_AT, type Office } from '../builders/an-office.ts';
import {
  aHeldCard,
  anActiveCard,
  anApprovedFollowUp,
  anIssuedPermit,
  type CardWork,
  cardWork,
  COLLECTOR,
} from '../builders/card-work.ts';
import { anIdNumber } from '../builders/invented-people.ts';
import { anOfficer, type OfficeStores, officeStores, OTHER_OFFICE_ID } from '../builders/office-stores.ts';
import { anOutsider, aSignedIn } from '../builders/signed-in.ts';

const DAY_S = 86_400;

describe('the life of an active card', () => {
  let stores: OfficeStores;
  let office: Office;
  let work: CardWork;
  let people = 100;
  const clerk = aSignedIn(['clerk']);
  const supervisor = aSignedIn(['supervisor']);
  const issue = async () => {
    people += 1;
    const person = await aPerson(stores, anOfficer(), anIdNumber('1991-11-05', people));
    return { person, ...(await anIssuedPermit({ stores, work, office }, person, `life ${people}`)) };
  };
  type Issued = Awaited<ReturnType<typeof issue>>;
  const follow = (kind: 'REISSUE_LOST' | 'EXCHANGE_DAMAGED' | 'CANCEL', { person, permitId }: Issued) =>
    anApprovedFollowUp(stores, { kind, personId: person.id, permitId });
  const cardOf = (cardNumber: string) => stores.database.prisma.card.findUniqueOrThrow({ where: { cardNumber } });
  const permitOf = (id: string) => stores.database.prisma.permit.findUniqueOrThrow({ where: { id } });
  const accountOf = async (serial: string) =>
    (await stores.inTransaction(anOfficer(), (tx) => tx.stock.find(fromHex(serial))))?.account;
  const refusalOf = (outcome: { readonly ok: boolean; readonly refusal?: string }) => outcome.refusal ?? 'ok';

  beforeAll(async () => {
    office = await anOffice();
    office.setClock(DEMO_AT);
    stores = await officeStores({ clock: office.clock });
    work = await cardWork(stores, office);
  });
  afterAll(() => stores.close());
  beforeEach(() => {
    office.setClock(DEMO_AT);
    stores.jobs.length = 0;
  });

  test('is stopped by a call of somebody who knows the holder, from any office of the jurisdiction, and by no other', async () => {
    const { cardNumber } = await issue();
    const said = { holderName: '样例乙', birthDate: '1991-11-05' };
    const caller = { name: '样例丙', relation: 'CLOSE_RELATIVE', phone: '555 0100', said } as const;
    const call = { cardNumber, channel: 'PHONE', caller } as const;
    const wrong = { ...call, caller: { ...caller, said: { ...said, birthDate: '1991-11-06' } } };
    const tail = { ...call, caller: { ...caller, said: { ...said, idTail: '0000' } } };
    expect(refusalOf(await work.hold(clerk, wrong))).toBe('caller-not-matched');
    expect(refusalOf(await work.hold(clerk, tail))).toBe('caller-not-matched');
    expect(refusalOf(await work.hold(aSignedIn(['producer']), call))).toBe('no-role');
    expect(refusalOf(await work.hold(clerk, { ...call, cardNumber: '1000000000' }))).toBe('card-not-found');
    expect((await cardOf(cardNumber)).state).toBe('ACTIVE');
    accept(await work.hold(aSignedIn(['clerk'], { officeId: OTHER_OFFICE_ID }), call));
    const held = await cardOf(cardNumber);
    expect([held.state, held.standingChangedAt]).toEqual(['LOST_HOLD', new Date(DEMO_AT * 1000)]);
    expect(stores.jobs).toEqual([{ name: 'publish-trust', data: {} }]);
    const row = await stores.database.prisma.lossHold.findFirstOrThrow({ where: { cardNumber } });
    expect(Buffer.from(row.callerSealed ?? []).includes('样例丙')).toBe(false);
    const kept = await stores.inTransaction(anOfficer(), (tx) => tx.lossHolds.findOpen(cardNumber));
    expect(kept?.caller).toEqual({
      name: '样例丙',
      relation: 'CLOSE_RELATIVE',
      phone: '555 0100',
      checked: ['NAME', 'BIRTH_DATE'],
    });
    expect(refusalOf(await work.hold(clerk, call))).toBe('already-on-hold');
  });

  test('is stopped by its holder, and goes on once an officer has seen card and person', async () => {
    const { cardNumber, person } = await issue();
    const holder = anOutsider('holder', { kind: 'person', id: person.id });
    const stranger = anOutsider('holder', { kind: 'person', id: stores.newId() });
    expect(refusalOf(await work.hold(stranger, { cardNumber, channel: 'OWN' }))).toBe('not-own');
    accept(await work.hold(holder, { cardNumber, channel: 'OWN' }));
    const shown = { cardNumber, isIdentityShown: true, isCardShown: true };
    expect(refusalOf(await work.lift(holder, shown))).toBe('at-counter-only');
    expect(refusalOf(await work.lift(clerk, { ...shown, isCardShown: false }))).toBe('proof-missing');
    expect(refusalOf(await work.lift(clerk, { ...shown, isIdentityShown: false }))).toBe('proof-missing');
    accept(await work.lift(clerk, shown));
    expect((await cardOf(cardNumber)).state).toBe('ACTIVE');
    expect(refusalOf(await work.lift(clerk, shown))).toBe('not-on-hold');
    accept(await work.hold(holder, { cardNumber, channel: 'OWN' }));
    expect(stores.jobs).toHaveLength(3);
  });

  test('asks the holder of a held card once whether it was found', async () => {
    const { cardNumber, person } = await issue();
    const asked = () =>
      stores.messages.filter(({ personId, template }) => personId === person.id && template === 'hold-reminder');
    accept(await work.hold(clerk, { cardNumber, channel: 'COUNTER' }));
    office.setClock(DEMO_AT + 14 * DAY_S - 1);
    await work.remindHolds();
    expect(asked()).toHaveLength(0);
    office.setClock(DEMO_AT + 14 * DAY_S);
    await Promise.all([work.remindHolds(), work.remindHolds()]);
    expect(asked()).toMatchObject([{ caseNumber: cardNumber, details: {} }]);
  });

  test('ends with its replacement: a lost card that is found goes to the shredder by two signatures', async () => {
    const issued = await issue();
    const { cardNumber, serial } = issued;
    accept(await work.hold(clerk, { cardNumber, channel: 'COUNTER' }));
    const next = await anActiveCard({ work, office }, await follow('REISSUE_LOST', issued), { seed: `lost ${people}` });
    expect([(await cardOf(cardNumber)).state, (await cardOf(next.cardNumber)).state]).toEqual(['REPLACED', 'ACTIVE']);
    expect((await cardOf(next.cardNumber)).endorsedThrough).toEqual((await cardOf(cardNumber)).endorsedThrough);
    const shown = { cardNumber, isIdentityShown: true, isCardShown: true };
    expect(refusalOf(await work.lift(clerk, shown))).toBe('card-revoked');
    expect(refusalOf(await work.hold(clerk, { cardNumber, channel: 'COUNTER' }))).toBe('not-active');
    expect(await accountOf(serial)).toBe('HANDED_OVER');
    accept(await work.takeBack(clerk, { cardNumber }));
    expect(await accountOf(serial)).toBe('RETURNED');
    expect(refusalOf(await work.takeBack(clerk, { cardNumber }))).toBe('not-handed-out');
    const { id } = accept(await work.requestRemoval(clerk, { serial, to: 'DESTROYED', reason: 'shredded' }));
    expect(refusalOf(await work.confirmRemoval(clerk, { removalId: id }))).toBe('same-person');
    accept(await work.confirmRemoval(aSignedIn(['producer']), { removalId: id }));
    expect([(await cardOf(cardNumber)).state, await accountOf(serial)]).toEqual(['DESTROYED', 'DESTROYED']);
    const inUse = await work.requestRemoval(clerk, { serial: next.serial, to: 'SPOILED', reason: 'x' });
    expect(refusalOf(inUse)).toBe('move-not-allowed');
  });

  test('is exchanged against the card in hand, which is kept only while another one is on its way', async () => {
    const issued = await issue();
    const { cardNumber, serial } = issued;
    expect(refusalOf(await work.takeBack(clerk, { cardNumber }))).toBe('still-good');
    const application = await follow('EXCHANGE_DAMAGED', issued);
    const held = await aHeldCard({ work, office }, application, `exchange ${people}`);
    const collect = { cardNumber: held.cardNumber, collector: COLLECTOR, isOldCardReturned: false };
    expect(refusalOf(await work.handOver(anOfficer(), collect))).toBe('old-card-not-returned');
    accept(await work.takeBack(clerk, { cardNumber }));
    expect([(await cardOf(cardNumber)).state, await accountOf(serial)]).toEqual(['RETURNED', 'RETURNED']);
    accept(await work.handOver(anOfficer(), collect));
    const openWriteSession = await work.openWriteSession(held.placeCard);
    const askPin = () => Promise.resolve('135790');
    accept(await work.activate(anOfficer(), { cardNumber: held.cardNumber, openWriteSession, askPin }));
    expect((await cardOf(held.cardNumber)).state).toBe('ACTIVE');
  });

  test('is revoked by a supervisor who did not decide the case, with a fresh proof and a reason', async () => {
    const { cardNumber, application } = await issue();
    const decision = await stores.database.prisma.lifecycleMove.findFirstOrThrow({
      where: { machine: 'APPLICATION', subjectId: application.id, toState: 'ACCEPTED' },
    });
    const { subject } = supervisor;
    const stale = { ...supervisor, subject: { ...subject, stepUps: [] } };
    const decider = {
      ...supervisor,
      accountId: String(decision.actorId),
      subject: { ...subject, accountId: String(decision.actorId) },
    };
    const order = { cardNumber, reason: 'chip fault' };
    expect(refusalOf(await work.revoke(clerk, order))).toBe('no-role');
    expect(refusalOf(await work.revoke(stale, order))).toBe('step-up-needed');
    expect(refusalOf(await work.revoke(decider, order))).toBe('same-person');
    expect(refusalOf(await work.revoke(supervisor, { ...order, reason: ' ' }))).toBe('reason-missing');
    accept(await work.revoke(supervisor, order));
    expect(refusalOf(await work.revoke(supervisor, order))).toBe('card-revoked');
    expect((await permitOf((await cardOf(cardNumber)).permitId)).state).toBe('IN_FORCE');
    expect(stores.jobs).toEqual([{ name: 'publish-trust', data: {} }]);
  });

  test('of many is ended by two persons together, and what ended otherwise meanwhile is skipped', async () => {
    const [one, two] = [await issue(), await issue()];
    const cardNumbers = [one.cardNumber, two.cardNumber];
    const ask = { cardNumbers, reason: 'fault of a delivery' };
    expect(refusalOf(await work.requestRevocation(clerk, ask))).toBe('no-role');
    expect(refusalOf(await work.requestRevocation(supervisor, { ...ask, cardNumbers: [] }))).toBe('nothing-named');
    expect(refusalOf(await work.requestRevocation(supervisor, { ...ask, reason: '' }))).toBe('reason-missing');
    const strange = await work.requestRevocation(supervisor, { ...ask, cardNumbers: ['1000000000'] });
    expect(refusalOf(strange)).toBe('card-unknown');
    const batch = accept(await work.requestRevocation(supervisor, ask));
    expect(refusalOf(await work.confirmRevocation(supervisor, { batchId: batch.id }))).toBe('same-person');
    expect((await cardOf(one.cardNumber)).state).toBe('ACTIVE');
    const { prisma } = stores.database;
    const alone = { confirmedBy: supervisor.accountId, confirmedAt: new Date() };
    await expect(prisma.revocationBatch.update({ where: { id: batch.id }, data: alone })).rejects.toThrow();
    accept(await work.revoke(supervisor, { cardNumber: two.cardNumber, reason: 'before' }));
    const other = aSignedIn(['supervisor']);
    const done = accept(await work.confirmRevocation(other, { batchId: batch.id }));
    expect(done).toEqual({ batchId: batch.id, revoked: 1, skipped: 1 });
    expect((await cardOf(one.cardNumber)).state).toBe('REVOKED');
    expect(refusalOf(await work.confirmRevocation(other, { batchId: batch.id }))).toBe('batch-confirmed');
    expect(refusalOf(await work.confirmRevocation(other, { batchId: stores.newId() }))).toBe('batch-unknown');
    const more = { batchId: batch.id, cardNumber: '1000000000' };
    await expect(prisma.revocationBatchCard.create({ data: more })).rejects.toThrow();
    expect(refusalOf(await work.requestRevocation(supervisor, ask))).toBe('card-not-live');
    expect(accept(await work.listRevocations(other))[0]).toMatchObject({ id: batch.id, confirmedBy: other.accountId });
  });

  test('ends with a permit that was cancelled, and the case is closed with it', async () => {
    const issued = await issue();
    const application = await follow('CANCEL', issued);
    const input = { applicationId: application.id, isCardReturned: true };
    expect(refusalOf(await work.closeCancellation(supervisor, input))).toBe('no-role');
    const other = { applicationId: issued.application.id, isCardReturned: true };
    expect(refusalOf(await work.closeCancellation(clerk, other))).toBe('not-a-cancellation');
    const ended = accept(await work.closeCancellation(clerk, input));
    expect([ended.state, ended.terminatedFor]).toEqual(['TERMINATED', 'LEFT_AND_CANCELLED']);
    expect([(await cardOf(issued.cardNumber)).state, await accountOf(issued.serial)]).toEqual(['RETURNED', 'RETURNED']);
    expect(refusalOf(await work.closeCancellation(clerk, input))).toBe('case-not-approved');
  });

  test('ends with its holder’s death, with all that hangs on the permit', async () => {
    const issued = await issue();
    const { permitId, person } = issued;
    const application = await follow('EXCHANGE_DAMAGED', issued);
    const held = await aHeldCard({ work, office }, application, `death ${people}`);
    const { prisma } = stores.database;
    const grant = {
      grantRef: new Uint8Array(stores.random(8)),
      permitId,
      grantor: '1',
      dataGroup: 18,
      kind: 'library',
      catalogueVersion: 1,
      fromDate: new Date('2026-01-01'),
      throughDate: new Date('2027-12-31'),
      instruction: new Uint8Array(1),
      enteredBy: stores.newId(),
      enteredAt: new Date(),
    };
    const ids = [stores.newId(), stores.newId()];
    for (const id of ids)
      await prisma.grant.create({
        data: { ...grant, id, grantRef: new Uint8Array(stores.random(8)), instructionRef: id, state: 'PROPOSED' },
      });
    await prisma.grant.update({ where: { id: ids[0] ?? '' }, data: { state: 'GRANTED' } });
    const order = { permitId, ground: 'DEATH', reason: 'notice 7' } as const;
    const diedOn = parsePlainDate('2026-06-01');
    expect(refusalOf(await work.endPermit(supervisor, order))).toBe('day-of-death-missing');
    const future = { ...order, diedOn: parsePlainDate('2026-06-16') };
    expect(refusalOf(await work.endPermit(supervisor, future))).toBe('day-of-death-impossible');
    expect(refusalOf(await work.endPermit(supervisor, { ...order, diedOn, reason: '' }))).toBe('reason-missing');
    expect(refusalOf(await work.endPermit(clerk, { ...order, diedOn }))).toBe('no-role');
    const ended = accept(await work.endPermit(supervisor, { ...order, diedOn }));
    expect([ended.state, ended.terminatedFor]).toEqual(['TERMINATED', 'DEATH']);
    expect([(await cardOf(issued.cardNumber)).state, (await cardOf(held.cardNumber)).state]).toEqual([
      'REVOKED',
      'QUARANTINED',
    ]);
    const rows = await prisma.grant.findMany({ where: { permitId }, orderBy: { state: 'asc' } });
    expect(rows.map(({ state }) => state)).toEqual(['DECLINED', 'REVOKED']);
    const kept = await prisma.application.findUniqueOrThrow({ where: { id: application.id } });
    expect(kept.state).toBe('LAPSED');
    const known = await stores.inTransaction(anOfficer(), (tx) => tx.persons.find(person.id));
    expect(known?.diedOn).toBe(diedOn);
    expect(refusalOf(await work.endPermit(supervisor, { ...order, diedOn }))).toBe('permit-terminated');
    expect(refusalOf(await work.reserve(anOfficer(), { applicationId: application.id }))).toBe('case-not-approved');
  });

  test.each(['LOCAL_HUKOU', 'FRAUD'] as const)('ends for %s, at the office of the record only', async (ground) => {
    const { permitId, cardNumber } = await issue();
    const order = { permitId, ground, reason: 'notice 8' };
    const stranger = aSignedIn(['supervisor'], { officeId: OTHER_OFFICE_ID });
    expect(refusalOf(await work.endPermit(stranger, order))).toBe('other-office');
    expect(accept(await work.endPermit(supervisor, order)).terminatedFor).toBe(ground);
    expect((await cardOf(cardNumber)).state).toBe('REVOKED');
  });
});
