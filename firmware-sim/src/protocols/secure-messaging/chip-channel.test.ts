import {
  type CommandApdu,
  encodeCommand,
  getChallenge,
  NE_EXTENDED_MAX,
  NE_SHORT_MAX,
  readBinary,
  readBinaryAt,
  selectMasterFile,
} from '@residence-permit/shared/apdu';
import { concatBytes } from '@residence-permit/shared/bytes';
import { makeSmCipher } from '@residence-permit/shared/secure-messaging';
import { encodeTlv } from '@residence-permit/shared/tlv';
import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { seededRandom } from '../../testing/seeded-random.ts';
import { activeCells, TEST_CAN, testCard } from '../../testing/test-card.ts';
import { TestTerminal } from '../../testing/test-terminal.ts';
import { maxSealedData } from './index.ts';

const CAN = { kind: 'can', value: TEST_CAN } as const;
const READ_NAME = readBinary({ sfi: 2, offset: 0, ne: NE_EXTENDED_MAX });
const PORTRAIT = Uint8Array.from({ length: 5000 }, (_, at) => at % 251);

function insideChannel() {
  const chip = testCard(activeCells({ files: new Map([...activeCells().files, [9, PORTRAIT]]) }));
  const terminal = new TestTerminal(chip.card, seededRandom('channel'));
  expect([terminal.pace({ password: CAN }).sw, terminal.select(), terminal.send(READ_NAME).sw]).toEqual([
    0x9000, 0x9000, 0x9000,
  ]);
  return { ...chip, terminal };
}

/** The channel is gone for good: neither its keys nor a plain command read the name. */
function expectClosed(terminal: TestTerminal): void {
  const again = terminal.sealed(READ_NAME);
  expect(terminal.raw(encodeCommand(again)).sw).toBe(0x6882);
  expect(terminal.raw(encodeCommand(READ_NAME)).sw).toBe(0x6982);
}

describe('the channel of the chip', () => {
  it('lives on after a command with a right check value that is refused', () => {
    const { terminal } = insideChannel();
    const refused: readonly CommandApdu[] = [
      readBinary({ sfi: 3, offset: 0, ne: NE_SHORT_MAX }),
      readBinary({ sfi: 2, offset: 200, ne: NE_SHORT_MAX }),
      { ...READ_NAME, ins: 0x10 },
      { ...READ_NAME, p1: 0xe2 },
      getChallenge(),
    ];
    expect(refused.map((command) => terminal.send(command).sw)).toEqual([0x6982, 0x6b00, 0x6d00, 0x6a86, 0x6982]);
    expect(terminal.send(READ_NAME)).toEqual({ data: Uint8Array.of(2, 2), sw: 0x9000 });
  });

  it.each([
    ['no object at all', () => new Uint8Array(0), 0x6987],
    ['no check value', () => encodeTlv(0x97, Uint8Array.of(0)), 0x6987],
    ['a wrong check value', () => encodeTlv(0x8e, new Uint8Array(8)), 0x6988],
    ['an object that is none', () => Uint8Array.of(0x87, 0x7f), 0x6988],
    [
      'objects out of order',
      () =>
        concatBytes(
          encodeTlv(0x97, Uint8Array.of(0)),
          encodeTlv(0x87, new Uint8Array(17)),
          encodeTlv(0x8e, new Uint8Array(8)),
        ),
      0x6988,
    ],
  ] as const)('closes for good at %s', (_name, body, sw) => {
    const { terminal } = insideChannel();
    const answer = terminal.raw(encodeCommand({ ...READ_NAME, cla: 0x0c, data: body() }));
    expect(answer).toEqual({ data: new Uint8Array(0), sw });
    expectClosed(terminal);
  });

  it('closes for good at a repeated command', () => {
    const { terminal } = insideChannel();
    const command = encodeCommand(terminal.sealed(READ_NAME));
    expect(terminal.raw(command).data.length).toBeGreaterThan(0);
    expect(terminal.raw(command).sw).toBe(0x6988);
    expectClosed(terminal);
  });

  it.each([
    ['a good plain command', encodeCommand(selectMasterFile()), 0x9000],
    ['a malformed plain command', Uint8Array.of(0x00, 0xb0), 0x6700],
    ['an unknown plain command', Uint8Array.of(0x00, 0x10, 0, 0), 0x6d00],
  ] as const)('closes for good at %s', (_name, bytes, sw) => {
    const { terminal } = insideChannel();
    expect(terminal.raw(bytes).sw).toBe(sw);
    const again = terminal.sealed(READ_NAME);
    expect(terminal.raw(encodeCommand(again)).sw).toBe(0x6882);
  });

  it('lets a new session begin after it was closed', () => {
    const { terminal, card } = insideChannel();
    terminal.raw(Uint8Array.of(0x00, 0xb0));
    const next = new TestTerminal(card, seededRandom('next'));
    expect([next.pace({ password: CAN }).sw, next.read(2).sw]).toEqual([0x9000, 0x9000]);
  });

  it('refuses every changed bit of a protected command with 6988 or 6987, or as another plain command', () => {
    const chip = testCard(activeCells());
    const keys = seededRandom('bits');
    for (let run = 0; run < 60; run += 1) {
      chip.card.reset();
      const terminal = new TestTerminal(chip.card, seededRandom(`bit ${run}`));
      terminal.pace({ password: CAN });
      const bytes = encodeCommand(terminal.sealed({ ...READ_NAME, data: new Uint8Array(0) }));
      const [where = 0, bit = 0] = keys(2);
      const at = 1 + (where % (bytes.length - 1));
      const response = terminal.raw(bytes.map((byte, index) => (index === at ? byte ^ (1 << (bit & 7)) : byte)));
      // The outer Le is not authenticated: it only bounds the answer.
      if (at >= bytes.length - 2) expect([0x9000, 0x6a82, 0x6700, 0x6988]).toContain(response.sw);
      else expect([0x6987, 0x6988, 0x6700]).toContain(response.sw);
    }
  });

  it('answers at most 256 bytes under a short outer Le, and 2048 under an extended one', () => {
    const { terminal } = insideChannel();
    const short = terminal.send(readBinary({ sfi: 9, offset: 0, ne: NE_SHORT_MAX }));
    expect(short.data).toEqual(PORTRAIT.slice(0, maxSealedData(256)));
    expect(terminal.exchanges.at(-1)?.response.length).toBeLessThanOrEqual(258);
    const long = terminal.send(readBinaryAt({ offset: short.data.length, ne: NE_EXTENDED_MAX }));
    expect(long.data.length).toBe(maxSealedData(2046));
    expect(terminal.exchanges.at(-1)?.response.length).toBeLessThanOrEqual(2048);
  });

  it('joins a command that was chained inside the channel', () => {
    const { terminal } = insideChannel();
    const head: CommandApdu = { cla: 0x10, ins: 0xa4, p1: 2, p2: 0x0c, data: Uint8Array.of(0x01), ne: 0 };
    expect(terminal.send(head).sw).toBe(0x9000);
    expect(terminal.send({ ...head, cla: 0x00, data: Uint8Array.of(0x02) }).sw).toBe(0x9000);
    expect(terminal.send(readBinaryAt({ offset: 0, ne: NE_SHORT_MAX })).data).toEqual(Uint8Array.of(2, 2));
    expect(terminal.send(head).sw).toBe(0x9000);
    expect(terminal.send({ ...head, ins: 0x10 }).sw).toBe(0x6d00);
    expect(terminal.send(head).sw).toBe(0x9000);
    expect(terminal.send(READ_NAME).sw).toBe(0x6883);
    expect(terminal.send(READ_NAME).sw).toBe(0x9000);
  });
});

test('the room of a protected response is used to the last byte that fits', () => {
  const cipher = makeSmCipher({ enc: new Uint8Array(16), mac: new Uint8Array(16) });
  const sealedLength = (length: number): number =>
    cipher.sealResponse(2n, { data: new Uint8Array(length), sw: 0x9000 }).data.length;
  fc.assert(
    fc.property(fc.integer({ min: 40, max: 2100 }), (room) => {
      const most = maxSealedData(room);
      expect(sealedLength(most)).toBeLessThanOrEqual(room);
      expect(sealedLength(most + 1)).toBeGreaterThan(room);
    }),
  );
  expect([0, 14, 20, 32].map(maxSealedData)).toEqual([0, 0, 0, 0]);
});
