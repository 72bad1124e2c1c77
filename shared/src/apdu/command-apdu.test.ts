import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CommandApdu, decodeCommand, encodeCommand } from './command-apdu.ts';

const header = { cla: 0x00, ins: 0xb0, p1: 0x81, p2: 0x00 };
const of = (nc: number, ne: number): CommandApdu => ({ ...header, data: new Uint8Array(nc).fill(0xa5), ne });

function expectSame(command: CommandApdu): void {
  const decoded = decodeCommand(encodeCommand(command));
  expect([decoded.data.length, decoded.ne]).toEqual([command.data.length, command.ne]);
}

test('every Lc from 0 to 65535 comes back, with each kind of Le', () => {
  for (let nc = 0; nc <= 65_535; nc += 1) {
    const ne = [0, 1, 256, 257, 65_536][nc % 5] ?? 0;
    const bytes = encodeCommand(of(nc, ne));
    const { data, ne: back } = decodeCommand(bytes);
    if (data.length !== nc || back !== ne) expect([data.length, back]).toEqual([nc, ne]);
  }
});

test('every Ne from 0 to 65536 comes back, with no data, short data and extended data', () => {
  for (let ne = 0; ne <= 65_536; ne += 1) {
    for (const nc of [0, 1, 300]) {
      const { data, ne: back } = decodeCommand(encodeCommand(of(nc, ne)));
      if (data.length !== nc || back !== ne) expect([data.length, back]).toEqual([nc, ne]);
    }
  }
});

test('the seven cases have the length that ISO/IEC 7816-4 gives them', () => {
  const lengths = [of(0, 0), of(0, 256), of(255, 0), of(255, 256), of(0, 257), of(256, 0), of(256, 65_536)].map(
    (command) => encodeCommand(command).length,
  );
  expect(lengths).toEqual([4, 5, 4 + 1 + 255, 4 + 1 + 255 + 1, 4 + 3, 4 + 3 + 256, 4 + 3 + 256 + 2]);
});

test('a length of 65280 keeps its high byte', () => {
  expect([...encodeCommand(of(65_280, 0)).subarray(4, 7)]).toEqual([0, 0xff, 0]);
});

test('content survives', () => {
  const command = fc.record({
    cla: fc.integer({ min: 0, max: 255 }),
    ins: fc.integer({ min: 0, max: 255 }),
    p1: fc.integer({ min: 0, max: 255 }),
    p2: fc.integer({ min: 0, max: 255 }),
    data: fc.uint8Array({ maxLength: 600 }),
    ne: fc.integer({ min: 0, max: 65_536 }),
  });
  fc.assert(
    fc.property(command, (one) => {
      expect(decodeCommand(encodeCommand(one))).toEqual(one);
    }),
  );
});

test.each([
  [''],
  ['00b0'],
  ['00b08100050102'],
  ['00b0810000'.concat('01')],
  ['00b0810000000101ff'],
  ['00b081000000000000'],
])('refuses %s with APDU_MALFORMED', (hex) => {
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  expect(() => decodeCommand(bytes)).toThrow(expect.objectContaining({ code: 'APDU_MALFORMED' }));
});

test('any bytes are decoded or refused, never anything else', () => {
  const run = (bytes: Uint8Array): void => {
    try {
      expectSame(decodeCommand(bytes));
    } catch (fault) {
      expect(fault).toMatchObject({ code: 'APDU_MALFORMED' });
    }
  };
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), run));
});

test('a command out of range is the caller’s mistake', () => {
  expect(() => encodeCommand({ ...of(0, 0), ins: 256 })).toThrow(RangeError);
  expect(() => encodeCommand(of(65_536, 0))).toThrow(RangeError);
  expect(() => encodeCommand(of(0, 65_537))).toThrow(RangeError);
});
