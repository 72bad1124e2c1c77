import { count } from '@residence-permit/shared/apdu';
import { concatBytes, encodeUtf8 } from '@residence-permit/shared/bytes';
import { type PlainDate, parsePlainDate, toEpochDays } from '@residence-permit/shared/plain-date';
import { decodeUseReceipt, verifyUseReceipt } from '@residence-permit/shared/receipt';
import type { CountedGrant } from '@residence-permit/shared/records';
import { encodeTlv } from '@residence-permit/shared/tlv';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChipCells } from '../../nonvolatile/index.ts';
import { seededRandom } from '../../testing/seeded-random.ts';
import { CLINIC_RIGHTS, CLINIC_TERMINAL, CVCA, NON_OFFICIAL_DV } from '../../testing/test-authority.ts';
import { activeCells, TEST_CAN, testCard } from '../../testing/test-card.ts';
import { TestTerminal } from '../../testing/test-terminal.ts';

const CAN = { kind: 'can', value: TEST_CAN } as const;
const GRANT_ID = new Uint8Array(8).fill(0x11);
const FROM = toEpochDays(parsePlainDate('2026-11-01'));
const TODAY = parsePlainDate('2026-11-23');

function countedCard(grant: Partial<CountedGrant> = {}): ChipCells {
  const counted = [{ id: GRANT_ID, limit: 3, periodDays: 0, fromDay: FROM, ...grant }];
  const slot = { grantor: 'health', version: 1, signedBytes: encodeUtf8('grants'), counted };
  const { slots } = activeCells();
  return activeCells({ slots: new Map([...slots, [18, [slot]]]) });
}

function atTheClinic(cells: ChipCells, template = CLINIC_RIGHTS) {
  const chip = testCard(cells);
  const tap = (date: PlainDate = TODAY): TestTerminal => {
    chip.card.reset();
    const terminal = new TestTerminal(chip.card, seededRandom('clinic'));
    expect(terminal.pace({ password: CAN, template }).sw).toBe(0x9000);
    const chain = { cvca: CVCA.reference, dv: NON_OFFICIAL_DV, terminal: CLINIC_TERMINAL };
    expect([terminal.authenticate(chain, date), terminal.select()]).toEqual([0x9000, 0x9000]);
    return terminal;
  };
  return { ...chip, tap };
}

const transaction = (name: string): Uint8Array => seededRandom(name)(16);

function countData(change: { id?: Uint8Array; amount?: number; name?: string; group?: number; grantor?: string } = {}) {
  const { id = GRANT_ID, amount = 1, name = 'first', group = 18, grantor = 'health' } = change;
  return concatBytes(
    encodeTlv(0x80, Uint8Array.of(group)),
    encodeTlv(0x81, encodeUtf8(grantor)),
    encodeTlv(0x82, id),
    encodeTlv(0x83, Uint8Array.of(amount >> 8, amount & 0xff)),
    encodeTlv(0x84, transaction(name)),
  );
}

describe('COUNT', () => {
  it('answers a receipt that the chip signed', () => {
    const { tap, cells } = atTheClinic(countedCard());
    const response = tap().send(count(countData()));
    expect(response.sw).toBe(0x9000);
    const receipt = decodeUseReceipt(response.data);
    expect(verifyUseReceipt(receipt, cells().receiptKey?.publicPoint ?? new Uint8Array())).toBe(true);
    expect(receipt).toMatchObject({
      grantId: GRANT_ID,
      period: 0,
      used: 1,
      sequence: 1,
      transactionId: transaction('first'),
      terminal: CLINIC_TERMINAL.reference,
      day: toEpochDays(TODAY),
    });
  });

  it('answers the same receipt to the same transaction, in this session and after a torn one', () => {
    const { tap, cells } = atTheClinic(countedCard());
    const terminal = tap();
    const first = terminal.send(count(countData()));
    expect(terminal.send(count(countData()))).toEqual(first);
    expect(tap().send(count(countData()))).toEqual(first);
    expect(cells().uses).toEqual([{ grantId: GRANT_ID, period: 0, used: 1 }]);
  });

  it('refuses a transaction id that stands for another use', () => {
    const terminal = atTheClinic(countedCard()).tap();
    terminal.send(count(countData()));
    expect(terminal.send(count(countData({ amount: 2 }))).sw).toBe(0x6a80);
  });

  it('refuses past the limit and leaves the count as it was', () => {
    const { tap, cells } = atTheClinic(countedCard());
    const terminal = tap();
    expect(terminal.send(count(countData({ amount: 2, name: 'a' }))).sw).toBe(0x9000);
    expect(terminal.send(count(countData({ amount: 2, name: 'b' }))).sw).toBe(0x6985);
    expect(terminal.send(count(countData({ amount: 1, name: 'c' }))).sw).toBe(0x9000);
    expect(terminal.send(count(countData({ amount: 1, name: 'd' }))).sw).toBe(0x6985);
    expect(cells().uses[0]?.used).toBe(3);
  });

  it('begins anew in the next period and never goes back to an earlier one', () => {
    const { tap, cells } = atTheClinic(countedCard({ limit: 1, periodDays: 7 }));
    expect(tap(parsePlainDate('2026-11-02')).send(count(countData({ name: 'a' }))).sw).toBe(0x9000);
    expect(tap(parsePlainDate('2026-11-07')).send(count(countData({ name: 'b' }))).sw).toBe(0x6985);
    expect(tap(parsePlainDate('2026-11-08')).send(count(countData({ name: 'c' }))).sw).toBe(0x9000);
    expect(tap(parsePlainDate('2026-11-02')).send(count(countData({ name: 'd' }))).sw).toBe(0x6985);
    expect(cells()).toMatchObject({
      uses: [{ period: 1, used: 1 }],
      countDate: toEpochDays(parsePlainDate('2026-11-08')),
    });
  });

  it('dates a use no earlier than the one before, whatever the terminal committed to', () => {
    const { tap } = atTheClinic(countedCard());
    expect(tap(parsePlainDate('2026-11-08')).send(count(countData({ name: 'a' }))).sw).toBe(0x9000);
    const later = tap(parsePlainDate('2026-11-02')).send(count(countData({ name: 'b' })));
    expect(decodeUseReceipt(later.data).day).toBe(toEpochDays(parsePlainDate('2026-11-08')));
  });

  it('keeps the period and its uses when a rewritten record begins the grant later', () => {
    const uses = [{ grantId: GRANT_ID, period: 2, used: 3 }];
    const { tap, cells } = atTheClinic({ ...countedCard({ periodDays: 7, fromDay: toEpochDays(TODAY) }), uses });
    expect(tap().send(count(countData())).sw).toBe(0x6985);
    expect(cells().uses).toEqual(uses);
  });

  it('keeps the last sixteen receipts', () => {
    const { tap, cells } = atTheClinic(countedCard({ limit: 100 }));
    const terminal = tap();
    for (let use = 1; use <= 18; use += 1) terminal.send(count(countData({ name: `use ${use}` })));
    expect(cells().receipts).toHaveLength(16);
    expect(cells()).toMatchObject({ receiptSequence: 18, uses: [{ used: 18 }] });
  });

  it.each([
    ['a grant that is not there', { id: new Uint8Array(8) }, 0x6a88],
    ['a grantor that is not there', { grantor: 'other' }, 0x6a88],
    ['a group that the terminal may not read', { group: 19 }, 0x6982],
    ['no use at all', { amount: 0 }, 0x6a80],
  ] as const)('refuses %s', (_name, change, sw) => {
    expect(
      atTheClinic(countedCard())
        .tap()
        .send(count(countData(change))).sw,
    ).toBe(sw);
  });

  it('refuses a grant that begins later', () => {
    const { tap } = atTheClinic(countedCard({ fromDay: toEpochDays(TODAY) + 1 }));
    expect(tap().send(count(countData())).sw).toBe(0x6984);
  });

  it('needs the count bit', () => {
    const { tap } = atTheClinic(countedCard(), { ...CLINIC_RIGHTS, count: false });
    expect(tap().send(count(countData())).sw).toBe(0x6982);
  });

  it('never counts past the limit, whatever amounts come in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 8 }), (amounts) => {
        const { tap, cells } = atTheClinic(countedCard({ limit: 7 }));
        const terminal = tap();
        let accepted = 0;
        for (const [at, amount] of amounts.entries()) {
          if (terminal.send(count(countData({ amount, name: `${at}` }))).sw === 0x9000) accepted += amount;
        }
        expect(accepted).toBeLessThanOrEqual(7);
        expect(cells().uses[0]?.used ?? 0).toBe(accepted);
      }),
      { numRuns: 20 },
    );
  });
});
