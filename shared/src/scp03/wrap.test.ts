import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CommandApdu } from '../apdu/index.ts';
import { equalBytes, toHex } from '../bytes/index.ts';
import {
  deriveSessionKeys,
  diversifyKeys,
  encodePutKey,
  type ScpState,
  unwrapCommand,
  unwrapResponse,
  wrapCommand,
  wrapResponse,
} from './index.ts';

const keys = deriveSessionKeys(
  { enc: new Uint8Array(16).fill(1), mac: new Uint8Array(16).fill(2) },
  { hostChallenge: new Uint8Array(8).fill(3), cardChallenge: new Uint8Array(8).fill(4) },
);
const state: ScpState = { chaining: new Uint8Array(16).fill(5), counter: 7 };
const failed = expect.objectContaining({ code: 'SCP_FAILED' });

const commands = fc.record({
  cla: fc.constantFrom(0x00, 0x10, 0x80),
  ins: fc.integer({ min: 0, max: 255 }),
  p1: fc.integer({ min: 0, max: 255 }),
  p2: fc.integer({ min: 0, max: 255 }),
  data: fc.uint8Array({ maxLength: 600 }),
  ne: fc.constantFrom(0, 1, 256, 257, 65_536),
});

test('whatever is wrapped opens to the same command, with the same next chaining value', () => {
  fc.assert(
    fc.property(commands, (command) => {
      const sealed = wrapCommand(keys, state, command);
      const opened = unwrapCommand(keys, state, sealed.command);
      expect({ ...opened.command, data: toHex(opened.command.data) }).toEqual({
        ...command,
        data: toHex(command.data),
      });
      expect(opened.chaining).toEqual(sealed.chaining);
    }),
  );
});

const command: CommandApdu = { cla: 0x80, ins: 0xe2, p1: 2, p2: 0, data: new Uint8Array(20).fill(9), ne: 0 };

test('a command with any bit flipped, in data or header, is refused', () => {
  const sealed = wrapCommand(keys, state, command).command;
  for (let bit = 0; bit < 8 * sealed.data.length; bit += 1) {
    const data = sealed.data.slice();
    data[bit >> 3] = (data[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(() => unwrapCommand(keys, state, { ...sealed, data })).toThrow(failed);
  }
  expect(() => unwrapCommand(keys, state, { ...sealed, p1: sealed.p1 ^ 1 })).toThrow(failed);
  expect(() => unwrapCommand(keys, state, { ...sealed, cla: 0x80 })).toThrow(failed);
});

test('a command is refused when it is repeated, or follows another', () => {
  const first = wrapCommand(keys, state, command);
  expect(() => unwrapCommand(keys, { chaining: first.chaining, counter: 8 }, first.command)).toThrow(failed);
  expect(() => unwrapCommand(keys, { ...state, chaining: new Uint8Array(16) }, first.command)).toThrow(failed);
});

test('the counter keeps the same data from looking the same', () => {
  const first = wrapCommand(keys, state, command).command;
  const second = wrapCommand(keys, { ...state, counter: 8 }, command).command;
  expect(toHex(first.data.subarray(0, 16))).not.toBe(toHex(second.data.subarray(0, 16)));
});

test('a command shorter than its C-MAC is refused', () => {
  expect(() => unwrapCommand(keys, state, { ...command, cla: 0x84, data: new Uint8Array(7) })).toThrow(failed);
});

test('success and warnings come back protected, with and without data', () => {
  const statuses = fc.constantFrom(0x9000, 0x6282, 0x63c2);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), statuses, (data, sw) => {
      const sealed = wrapResponse(keys, state, { data, sw });
      const opened = unwrapResponse(keys, state, sealed);
      expect([toHex(opened.data), opened.sw]).toEqual([toHex(data), sw]);
    }),
  );
});

test('an error is a bare status word, and one with data is refused', () => {
  expect(wrapResponse(keys, state, { data: new Uint8Array(3), sw: 0x6a80 })).toEqual({
    data: new Uint8Array(0),
    sw: 0x6a80,
  });
  expect(unwrapResponse(keys, state, { data: new Uint8Array(0), sw: 0x6a80 }).sw).toBe(0x6a80);
  expect(() => unwrapResponse(keys, state, { data: new Uint8Array(8), sw: 0x6a80 })).toThrow(failed);
});

test('a response that lost its R-MAC, its status word or a bit is refused', () => {
  const sealed = wrapResponse(keys, state, { data: Uint8Array.of(1, 2, 3), sw: 0x9000 });
  const flipped = sealed.data.slice();
  flipped[0] = (flipped[0] ?? 0) ^ 1;
  const wrong = [
    { data: new Uint8Array(0), sw: 0x9000 },
    { data: sealed.data.subarray(1), sw: 0x9000 },
    { data: sealed.data, sw: 0x6282 },
    { data: flipped, sw: 0x9000 },
  ];
  for (const response of wrong) expect(() => unwrapResponse(keys, state, response)).toThrow(failed);
  expect(() => unwrapResponse(keys, { ...state, chaining: new Uint8Array(16) }, sealed)).toThrow(failed);
});

test('every chip and every kind of key has its own diversified key', () => {
  const master = new Uint8Array(16).fill(1);
  const one = diversifyKeys(master, new Uint8Array(10).fill(1));
  const other = diversifyKeys(master, new Uint8Array(10).fill(2));
  const all = [one.enc, one.mac, one.dek, other.enc, other.mac, other.dek];
  expect(new Set(all.map(toHex)).size).toBe(6);
  expect(all.every((key) => key.length === 16 && !equalBytes(key, master))).toBe(true);
});

test('lengths that no key or challenge has are the caller’s bug', () => {
  expect(() => diversifyKeys(new Uint8Array(15), new Uint8Array(10))).toThrow(RangeError);
  expect(() => diversifyKeys(new Uint8Array(16), new Uint8Array(9))).toThrow(RangeError);
  expect(() => deriveSessionKeys(keys, { hostChallenge: new Uint8Array(7), cardChallenge: new Uint8Array(8) })).toThrow(
    RangeError,
  );
  const short = { enc: new Uint8Array(8), mac: new Uint8Array(16), dek: new Uint8Array(16) };
  expect(() => encodePutKey({ newKeyVersion: 0x30, keys: short, dek: new Uint8Array(16) })).toThrow(RangeError);
});

test('data of PUT KEY is version, then three blocks of 23 bytes', () => {
  const fresh = diversifyKeys(new Uint8Array(16), new Uint8Array(10));
  const data = encodePutKey({ newKeyVersion: 0x30, keys: fresh, dek: new Uint8Array(16).fill(6) });
  expect([data.length, data[0]]).toEqual([70, 0x30]);
  for (const at of [1, 24, 47]) expect([...data.subarray(at, at + 3), data[at + 19]]).toEqual([0x88, 17, 16, 3]);
});
