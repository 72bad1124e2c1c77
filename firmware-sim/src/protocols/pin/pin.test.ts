import { mseSetAtPace, PERMIT_AID, readBinary, setPin, unblockPin } from '@residence-permit/shared/apdu';
import { decodeUtf8, encodeUtf8 } from '@residence-permit/shared/bytes';
import { PACE_OIDS } from '@residence-permit/shared/pace';
import { describe, expect, it } from 'vitest';
import type { ChipCells } from '../../nonvolatile/index.ts';
import { seededRandom } from '../../testing/seeded-random.ts';
import { allRights, CVCA, OFFICE_TERMINAL, OFFICIAL_DV } from '../../testing/test-authority.ts';
import { activeCells, TEST_CAN, TEST_PIN, TEST_PUK, testCard, testCells } from '../../testing/test-card.ts';
import { TestTerminal } from '../../testing/test-terminal.ts';

const CAN = { kind: 'can', value: TEST_CAN } as const;
const PIN = { kind: 'pin', value: TEST_PIN } as const;
const PUK = { kind: 'puk', value: TEST_PUK } as const;
const changePin = (digits: string) => ({ cla: 0, ins: 0x24, p1: 1, p2: 3, data: encodeUtf8(digits), ne: 0 });

function withTerminal(cells: ChipCells) {
  const chip = testCard(cells);
  return { ...chip, terminal: new TestTerminal(chip.card, seededRandom('pin')) };
}

describe('setting a PIN', () => {
  it('needs a proved terminal with PIN management', () => {
    const { terminal, cells } = withTerminal(testCells());
    expect(terminal.send(setPin('111111')).sw).toBe(0x6982);
    terminal.pace({ password: CAN, template: allRights('terminal') });
    expect(terminal.send(setPin('111111')).sw).toBe(0x6982);
    terminal.authenticate({ cvca: CVCA.reference, dv: OFFICIAL_DV, terminal: OFFICE_TERMINAL });
    expect(terminal.send(setPin('111111')).sw).toBe(0x9000);
    expect(cells().pin).toEqual(encodeUtf8('111111'));
  });

  it('is refused to a terminal that asked for no PIN management', () => {
    const { terminal } = withTerminal(activeCells());
    terminal.pace({ password: CAN, template: { ...allRights('terminal'), pinManagement: false } });
    terminal.authenticate({ cvca: CVCA.reference, dv: OFFICIAL_DV, terminal: OFFICE_TERMINAL });
    expect([terminal.send(setPin('111111')).sw, terminal.send(unblockPin()).sw]).toEqual([0x6982, 0x6982]);
  });

  it('is not for an office once the card is active, unless the holder opened the session with the old one', () => {
    const office = { cvca: CVCA.reference, dv: OFFICIAL_DV, terminal: OFFICE_TERMINAL };
    const { terminal, cells } = withTerminal(activeCells());
    terminal.pace({ password: CAN, template: allRights('terminal') });
    expect(terminal.authenticate(office)).toBe(0x9000);
    expect(terminal.send(setPin('111111')).sw).toBe(0x6985);
    expect(cells().pin).toEqual(encodeUtf8(TEST_PIN));
    const withHolder = withTerminal(activeCells());
    withHolder.terminal.pace({ password: PIN, template: allRights('terminal') });
    expect(withHolder.terminal.authenticate(office)).toBe(0x9000);
    expect(withHolder.terminal.send(setPin('111111')).sw).toBe(0x9000);
  });

  it.each(['12345', '1234567', '12345a', ''])('takes six digits and not "%s"', (digits) => {
    const { terminal } = withTerminal(activeCells());
    terminal.pace({ password: PIN });
    expect(terminal.send(setPin(digits)).sw).toBe(0x6a80);
  });

  it('is the holder’s own in a session that the old PIN opened', () => {
    const { terminal, card } = withTerminal(activeCells());
    terminal.pace({ password: PIN });
    expect(terminal.send(changePin('222222')).sw).toBe(0x9000);
    card.reset();
    const next = new TestTerminal(card, seededRandom('next'));
    expect(next.pace({ password: { kind: 'pin', value: '222222' } }).sw).toBe(0x9000);
  });

  it('is not for who knows the card access number alone', () => {
    const { terminal } = withTerminal(activeCells());
    terminal.pace({ password: CAN });
    expect([terminal.send(setPin('111111')).sw, terminal.send(changePin('111111')).sw]).toEqual([0x6982, 0x6982]);
  });
});

describe('setting a new PIN with the unblocking code', () => {
  it.each([3, 2, 1, 0])('works with %i tries left, gives all tries back and costs one use', (pinTries) => {
    const { terminal, card, cells } = withTerminal(activeCells({ pinTries }));
    expect(terminal.pace({ password: PUK }).sw).toBe(0x9000);
    expect(terminal.send(setPin('222222')).sw).toBe(0x9000);
    expect([cells().pin, cells().pinTries, cells().pukUses]).toEqual([encodeUtf8('222222'), 3, 9]);
    card.reset();
    const next = new TestTerminal(card, seededRandom('next'));
    expect(next.pace({ password: { kind: 'pin', value: '222222' } }).sw).toBe(0x9000);
    card.reset();
    expect(new TestTerminal(card, seededRandom('old')).pace({ password: PIN }).sw).toBe(0x63c2);
  });

  it('opens nothing else, before or after', () => {
    const { terminal } = withTerminal(activeCells());
    terminal.pace({ password: PUK });
    terminal.send({ cla: 0, ins: 0xa4, p1: 4, p2: 0x0c, data: PERMIT_AID, ne: 0 });
    const read = () => terminal.send(readBinary({ sfi: 2, offset: 0, ne: 256 })).sw;
    expect([read(), terminal.send(setPin('222222')).sw, read()]).toEqual([0x6982, 0x9000, 0x6982]);
    expect(terminal.send(changePin('333333')).sw).toBe(0x6982);
  });

  it('is one commit: whatever stands in memory has the old PIN with its tries or the new one with three', () => {
    const seen: string[] = [];
    const { card, storage, cells } = testCard(activeCells({ pinTries: 0 }));
    const terminal = new TestTerminal(card, seededRandom('commit'));
    terminal.pace({ password: PUK });
    const save = storage.save.bind(storage);
    storage.save = (bytes) => {
      save(bytes);
      seen.push(`${decodeUtf8(cells().pin ?? new Uint8Array())} ${cells().pinTries}`);
    };
    terminal.send(setPin('222222'));
    expect(seen).toEqual(['222222 3']);
  });

  it.each(['12345', '1234567', '12345a', ''])('takes six digits and not "%s", and changes nothing', (digits) => {
    const { terminal, cells } = withTerminal(activeCells({ pinTries: 0 }));
    terminal.pace({ password: PUK });
    expect(terminal.send(setPin(digits)).sw).toBe(0x6a80);
    expect([cells().pin, cells().pinTries]).toEqual([encodeUtf8(TEST_PIN), 0]);
  });

  it('never sets the first PIN, which is the collector’s under a terminal', () => {
    const { terminal, cells } = withTerminal(testCells());
    terminal.pace({ password: PUK });
    expect(terminal.send(setPin('222222')).sw).toBe(0x6985);
    expect(cells().pin).toBeUndefined();
  });

  it('counts its ten uses down before the check, right or wrong, and says how many are left', () => {
    const { card, cells } = testCard(activeCells());
    const use = (value: string) => {
      card.reset();
      return new TestTerminal(card, seededRandom(`use ${cells().pukUses}`)).pace({ password: { kind: 'puk', value } })
        .sw;
    };
    const offered = (): number => {
      card.reset();
      const command = mseSetAtPace({ oid: PACE_OIDS.gm, password: 'puk', parameterId: 0x0c });
      return new TestTerminal(card, seededRandom('ask')).send(command).sw;
    };
    expect(offered()).toBe(0x9000);
    for (let left = 9; left >= 0; left--) {
      expect(use(left % 2 === 0 ? TEST_PUK : '9999999999')).toBe(left % 2 === 0 ? 0x9000 : 0x6300);
      expect([cells().pukUses, offered()]).toEqual([left, 0x63c0 + left]);
    }
    expect(use(TEST_PUK)).toBe(0x6983);
    expect(cells().pukUses).toBe(0);
  });

  it('is gone with the card: a terminated one takes no password', () => {
    const { terminal } = withTerminal(activeCells({ lifeCycle: 'terminated' }));
    expect(terminal.pace({ password: PUK }).sw).toBe(0x6985);
  });
});

describe('resetting the counter', () => {
  it('needs the unblocking code and a PIN; PIN management is not enough', () => {
    const byOffice = withTerminal(activeCells({ pinTries: 0 }));
    byOffice.terminal.pace({ password: CAN, template: allRights('terminal') });
    byOffice.terminal.authenticate({ cvca: CVCA.reference, dv: OFFICIAL_DV, terminal: OFFICE_TERMINAL });
    expect(byOffice.terminal.send(unblockPin()).sw).toBe(0x6982);
    expect(byOffice.cells().pinTries).toBe(0);
    const byHolder = withTerminal(activeCells({ pinTries: 0 }));
    byHolder.terminal.pace({ password: { kind: 'puk', value: TEST_PUK } });
    expect(byHolder.terminal.send(unblockPin()).sw).toBe(0x9000);
    expect(byHolder.cells().pinTries).toBe(3);
    const byCan = withTerminal(activeCells({ pinTries: 0 })).terminal;
    byCan.pace({ password: CAN });
    expect(byCan.send(unblockPin()).sw).toBe(0x6982);
    const noPin = withTerminal(testCells()).terminal;
    noPin.pace({ password: { kind: 'puk', value: TEST_PUK } });
    expect(noPin.send(unblockPin()).sw).toBe(0x6985);
  });

  it('knows no other reference', () => {
    const { terminal } = withTerminal(activeCells());
    expect(terminal.send({ ...setPin('111111'), p2: 2 }).sw).toBe(0x6a86);
    expect(terminal.send({ ...setPin('111111'), p1: 9 }).sw).toBe(0x6a86);
  });
});
