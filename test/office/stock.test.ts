import { randomUUID } from 'node:crypto';
import { fromHex } from '@residence-permit/shared/bytes';
import { addDays, parsePlainDate, type PlainDate } from '@residence-permit/shared/plain-date';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aBlank, onReader } from '../builders/a-blank.ts';
import { accept, anOffice, DEMO_AT, type Office } from '../builders/an-office.ts';
import { aTakenInBlank, type CardWork, cardWork } from '../builders/card-work.ts';
import { type OfficeStores, officeStores, OFFICE_ID, OTHER_OFFICE_ID } from '../builders/office-stores.ts';
import { aSignedIn } from '../builders/signed-in.ts';

const DAY_S = 86_400;

describe('the stock of an office', () => {
  let stores: OfficeStores;
  let office: Office;
  let work: CardWork;
  let days = 0;
  const today = (): PlainDate => addDays(parsePlainDate('2026-06-15'), days);
  const producer = aSignedIn(['producer']);
  const clerk = aSignedIn(['clerk']);
  const blank = async () => (await aTakenInBlank(work, randomUUID())).serial;
  const accountOf = async (serial: string) =>
    (await stores.inTransaction(OFFICER, (tx) => tx.stock.find(fromHex(serial))))?.account;
  const OFFICER = { accountId: producer.accountId, officeId: OFFICE_ID };
  /** Every serial in the drawer where the ledger has it. */
  const counted = async () =>
    (await stores.database.prisma.stockSerial.findMany({ where: { officeId: OFFICE_ID } }))
      .filter(({ account }) => !['HANDED_OVER', 'MISSING', 'DESTROYED'].includes(account))
      .map(({ chipNumber, account }) => ({
        serial: Buffer.from(chipNumber).toString('hex'),
        account: account as 'VAULT',
      }));

  beforeAll(async () => {
    office = await anOffice();
    office.setClock(DEMO_AT);
    stores = await officeStores({ clock: office.clock });
    work = await cardWork(stores, office);
  });
  afterAll(() => stores.close());
  beforeEach(() => {
    days += 1;
    office.setClock(DEMO_AT + days * DAY_S);
  });

  test('takes a chip into the vault once its keys are the office’s, and knows it when it comes again', async () => {
    const placeCard = onReader(aBlank({ seed: 'twice' }));
    const takeIn = async () =>
      accept(await work.takeIn(producer, { transport: (await placeCard()).transport, batch: 'batch-1' }));
    const first = await takeIn();
    expect(first.kind).toBe('taken-in');
    expect(await accountOf(first.serial)).toBe('VAULT');
    expect(await takeIn()).toEqual({ ...first, kind: 'known-before' });
  });

  test('takes nothing in for somebody without the right, from an unnamed delivery, or without its key', async () => {
    const { transport } = await onReader(aBlank({ seed: 'refused' }))();
    const supervisor = aSignedIn(['supervisor']);
    expect(await work.takeIn(supervisor, { transport, batch: 'batch-1' })).toEqual({ ok: false, refusal: 'no-role' });
    expect(await work.takeIn(producer, { transport, batch: ' ' })).toEqual({ ok: false, refusal: 'batch-missing' });
    const unknown = await work.takeIn(producer, { transport, batch: 'unknown' });
    expect(unknown).toEqual({ ok: false, refusal: 'batch-key-missing' });
  });

  test('carries blanks between vault and counter, all of them or none', async () => {
    const serials = [await blank(), await blank()];
    const absent = '00'.repeat(10);
    const move = { to: 'COUNTER', reason: 'for the day' } as const;
    const withAbsent = await work.moveSerials(clerk, { ...move, serials: [...serials, absent] });
    expect(withAbsent).toEqual({ ok: false, refusal: 'serial-unknown' });
    expect(await Promise.all(serials.map(accountOf))).toEqual(['VAULT', 'VAULT']);
    expect(accept(await work.moveSerials(clerk, { ...move, serials })).moved).toBe(2);
    expect(await Promise.all(serials.map(accountOf))).toEqual(['COUNTER', 'COUNTER']);
    const refusals = [
      await work.moveSerials(clerk, { ...move, serials }),
      await work.moveSerials(clerk, { ...move, serials: [] }),
      await work.moveSerials(clerk, { to: 'VAULT', reason: ' ', serials }),
      await work.moveSerials(clerk, { to: 'QUARANTINE', reason: 'found', serials }),
      await work.moveSerials(aSignedIn(['clerk'], { officeId: OTHER_OFFICE_ID }), { ...move, serials }),
    ].map((outcome) => (outcome.ok ? 'ok' : outcome.refusal));
    expect(refusals).toEqual([
      'move-not-allowed',
      'nothing-named',
      'reason-missing',
      'move-not-allowed',
      'serial-elsewhere',
    ]);
  });

  test('writes a serial off with the signatures of two persons and no fewer', async () => {
    const serial = await blank();
    const ask = { serial, to: 'SPOILED', reason: 'bent' } as const;
    const removal = accept(await work.requestRemoval(producer, ask));
    expect(await work.requestRemoval(clerk, ask)).toEqual({ ok: false, refusal: 'removal-open' });
    const same = await work.confirmRemoval(producer, { removalId: removal.id });
    expect(same).toEqual({ ok: false, refusal: 'same-person' });
    expect(await accountOf(serial)).toBe('VAULT');
    expect(accept(await work.listRemovals(clerk)).map(({ id }) => id)).toContain(removal.id);
    accept(await work.confirmRemoval(clerk, { removalId: removal.id }));
    expect(await accountOf(serial)).toBe('SPOILED');
    const again = await work.confirmRemoval(aSignedIn(['clerk']), { removalId: removal.id });
    expect(again).toEqual({ ok: false, refusal: 'removal-confirmed' });
    const other = await work.confirmRemoval(clerk, { removalId: randomUUID() });
    expect(other).toEqual({ ok: false, refusal: 'removal-unknown' });
  });

  test('has a database that takes no second signature of the same person, nor a change of what was signed', async () => {
    const removal = accept(
      await work.requestRemoval(producer, { serial: await blank(), to: 'MISSING', reason: 'count' }),
    );
    const { prisma } = stores.database;
    const where = { id: removal.id };
    const signed = { confirmedBy: producer.accountId, confirmedAt: new Date() };
    await expect(prisma.stockRemoval.update({ where, data: signed })).rejects.toThrow();
    await expect(prisma.stockRemoval.update({ where, data: { toAccount: 'DESTROYED' } })).rejects.toThrow();
    const posting = {
      chipNumber: new Uint8Array(removal.chipNumber),
      officeId: OFFICE_ID,
      fromAccount: 'VAULT',
      toAccount: 'MISSING',
      day: new Date(),
      reason: 'alone',
      actorId: producer.accountId,
      at: new Date(),
    };
    await expect(prisma.stockPosting.create({ data: posting })).rejects.toThrow();
  });

  test('brings a missing serial that turned up to quarantine, and not back to use', async () => {
    const serial = await blank();
    const { id } = accept(await work.requestRemoval(clerk, { serial, to: 'MISSING', reason: 'not counted' }));
    accept(await work.confirmRemoval(producer, { removalId: id }));
    const back = await work.moveSerials(clerk, { serials: [serial], to: 'VAULT', reason: 'found' });
    expect(back).toEqual({ ok: false, refusal: 'move-not-allowed' });
    accept(await work.moveSerials(clerk, { serials: [serial], to: 'QUARANTINE', reason: 'found' }));
    expect(await accountOf(serial)).toBe('QUARANTINE');
  });

  test('closes a day that balances, line by line, and takes nothing more into it', async () => {
    const serial = await blank();
    accept(await work.moveSerials(clerk, { serials: [serial], to: 'COUNTER', reason: 'for the day' }));
    const closed = accept(await work.closeDay(producer, { day: today(), counted: await counted() }));
    if (closed.kind !== 'BALANCED') throw new Error(JSON.stringify(closed));
    for (const { opening, in: into, out, closing } of closed.lines) expect(opening + into - out).toBe(closing);
    expect(accept(await work.readStock(clerk))).toMatchObject({
      lastClosed: today(),
      counts: { COUNTER: closed.counts.COUNTER },
    });
    const refusals = [
      await work.closeDay(producer, { day: today(), counted: [] }),
      await work.closeDay(producer, { day: addDays(today(), 1), counted: [] }),
      await work.moveSerials(clerk, { serials: [serial], to: 'VAULT', reason: 'late' }),
      await work.takeIn(producer, {
        transport: (await onReader(aBlank({ seed: 'late' }))()).transport,
        batch: 'batch-1',
      }),
      await work.closeDay(clerk, { day: today(), counted: [] }),
    ].map((outcome) => (outcome.ok ? 'ok' : outcome.refusal));
    expect(refusals).toEqual(['day-closed', 'day-in-future', 'day-closed', 'day-closed', 'no-role']);
    const chipNumber = new Uint8Array(10).fill(7);
    const late = {
      chipNumber,
      batch: 'late',
      officeId: OFFICE_ID,
      account: 'VAULT',
      takenInAt: new Date(office.clock() * 1000),
    };
    await expect(stores.database.prisma.stockSerial.create({ data: late })).rejects.toThrow();
  });

  test('names every serial on which count and ledger differ, and leaves the day open', async () => {
    const [lost, moved] = [await blank(), await blank()];
    const found = (await counted())
      .filter(({ serial }) => serial !== lost)
      .map((line) => (line.serial === moved ? { ...line, account: 'COUNTER' as const } : line));
    const unknown = 'ff'.repeat(10);
    const count = [...found, { serial: unknown, account: 'VAULT' as const }];
    const closed = accept(await work.closeDay(producer, { day: today(), counted: count }));
    if (closed.kind !== 'NOT_BALANCED') throw new Error('balanced');
    const kinds = new Map(closed.differences.map(({ serial, kind }) => [serial, kind]));
    expect(kinds).toEqual(
      new Map([
        [moved, 'ELSEWHERE'],
        [unknown, 'NOT_IN_LEDGER'],
        [lost, 'NOT_COUNTED'],
      ]),
    );
    accept(await work.moveSerials(clerk, { serials: [moved], to: 'COUNTER', reason: 'where it lies' }));
    const { id } = accept(await work.requestRemoval(clerk, { serial: lost, to: 'MISSING', reason: 'count' }));
    accept(await work.confirmRemoval(producer, { removalId: id }));
    expect(accept(await work.closeDay(producer, { day: today(), counted: await counted() })).kind).toBe('BALANCED');
    expect(accept(await work.readLedger(producer, { day: today() })).map(({ to }) => to)).toEqual([
      'COUNTER',
      'MISSING',
    ]);
  });

  test('closes the days that were left open with the next one', async () => {
    const serial = await blank();
    days += 3;
    office.setClock(DEMO_AT + days * DAY_S);
    accept(await work.moveSerials(clerk, { serials: [serial], to: 'COUNTER', reason: 'later' }));
    const closed = accept(await work.closeDay(producer, { day: today(), counted: await counted() }));
    expect(closed.kind).toBe('BALANCED');
  });

  test('lets no posting slip into a day that is being closed', async () => {
    const serial = await blank();
    const there = { reason: 'race', serials: [serial] } as const;
    for (const to of ['COUNTER', 'VAULT', 'COUNTER', 'VAULT'] as const) {
      const count = await counted();
      const [closed, moved] = await Promise.allSettled([
        work.closeDay(producer, { day: today(), counted: count }),
        work.moveSerials(clerk, { ...there, to }),
      ]);
      const isClosed = closed.status === 'fulfilled' && closed.value.ok && closed.value.value.kind === 'BALANCED';
      const isMoved = moved.status === 'fulfilled' && moved.value.ok;
      expect([isClosed, isMoved]).not.toEqual([true, true]);
      if (!isMoved) accept(await onNextDay(() => work.moveSerials(clerk, { ...there, to })));
      else days += 1;
      office.setClock(DEMO_AT + days * DAY_S);
    }
    expect(accept(await work.closeDay(producer, { day: today(), counted: await counted() })).kind).toBe('BALANCED');
  });

  function onNextDay<Value>(act: () => Promise<Value>): Promise<Value> {
    days += 1;
    office.setClock(DEMO_AT + days * DAY_S);
    return act();
  }
});
