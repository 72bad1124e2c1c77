import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CommandApdu, ResponseApdu } from '../apdu/index.ts';
import { decodeCommand, encodeCommand } from '../apdu/index.ts';
import { fromHex } from '../bytes/index.ts';
import { deriveKeys } from './session-keys.ts';
import { makeSmCipher } from './sm-cipher.ts';
import { SmFault } from './sm-fault.ts';

const keys = { enc: fromHex('000102030405060708090a0b0c0d0e0f'), mac: fromHex('101112131415161718191a1b1c1d1e1f') };
const cipher = makeSmCipher(keys);
const command: CommandApdu = { cla: 0, ins: 0xb0, p1: 0x81, p2: 0, data: new Uint8Array(0), ne: 2048 };
const response: ResponseApdu = { data: Uint8Array.of(1, 2, 3), sw: 0x9000 };

function faultOf(run: () => unknown): string {
  try {
    run();
  } catch (fault) {
    if (fault instanceof SmFault) return fault.fault;
    throw fault;
  }
  return 'none';
}

test('commands of every length and expected length come back', () => {
  const commands = fc.record({
    cla: fc.constantFrom(0x00, 0x10, 0x80),
    ins: fc.constantFrom(0xb0, 0x22, 0xd2),
    p1: fc.nat(255),
    p2: fc.nat(255),
    data: fc.uint8Array({ maxLength: 400 }),
    ne: fc.constantFrom(0, 1, 255, 256, 257, 2048, 65_536),
  });
  fc.assert(
    fc.property(commands, fc.bigInt({ min: 1n, max: 2n ** 128n - 1n }), (one, ssc) => {
      const sealed = decodeCommand(encodeCommand(cipher.sealCommand(ssc, one)));
      expect(cipher.openCommand(ssc, sealed)).toEqual(one);
    }),
  );
});

test('responses of every length come back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.constantFrom(0x9000, 0x6982, 0x6282), (data, sw) => {
      expect(cipher.openResponse(2n, cipher.sealResponse(2n, { data, sw }))).toEqual({ data, sw });
    }),
  );
});

test('every single-bit flip of a protected response is refused', () => {
  const sealed = cipher.sealResponse(2n, response);
  for (let bit = 0; bit < sealed.data.length * 8; bit += 1) {
    const data = sealed.data.slice();
    data[bit >> 3] = (data[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(
      faultOf(() => cipher.openResponse(2n, { data, sw: sealed.sw })),
      `bit ${bit}`,
    ).not.toBe('none');
  }
});

test('every single-bit flip of a protected command is refused, its header included', () => {
  const sealed = cipher.sealCommand(1n, { ...command, data: Uint8Array.of(9, 9) });
  for (let bit = 0; bit < sealed.data.length * 8; bit += 1) {
    const data = sealed.data.slice();
    data[bit >> 3] = (data[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(
      faultOf(() => cipher.openCommand(1n, { ...sealed, data })),
      `bit ${bit}`,
    ).not.toBe('none');
  }
  expect(faultOf(() => cipher.openCommand(1n, { ...sealed, p1: sealed.p1 ^ 1 }))).toBe('object-wrong');
});

test('another counter, another status word outside, or the other direction is refused', () => {
  const sealed = cipher.sealResponse(2n, response);
  expect(faultOf(() => cipher.openResponse(4n, sealed))).toBe('object-wrong');
  expect(faultOf(() => cipher.openResponse(2n, { ...sealed, sw: 0x6982 }))).toBe('object-wrong');
});

test('an absent check value is told apart from a wrong one', () => {
  expect(faultOf(() => cipher.openCommand(1n, command))).toBe('object-missing');
  expect(faultOf(() => cipher.openResponse(2n, { data: fromHex('99029000'), sw: 0x9000 }))).toBe('object-missing');
  expect(faultOf(() => cipher.openResponse(2n, { data: fromHex('8e080000000000000000'), sw: 0x9000 }))).toBe(
    'object-wrong',
  );
});

test('an instruction with an odd code is the caller’s mistake', () => {
  expect(() => cipher.sealCommand(1n, { ...command, ins: 0xb1 })).toThrow(RangeError);
});

test('a short command is sealed as a short one, an extended one as extended', () => {
  expect(encodeCommand(cipher.sealCommand(1n, { ...command, ne: 256 })).at(-1)).toBe(0);
  expect(cipher.sealCommand(1n, { ...command, ne: 256 }).ne).toBe(256);
  expect(cipher.sealCommand(1n, command).ne).toBe(65_536);
});

test('session keys differ with their use and with the nonce', () => {
  const secret = new Uint8Array(32).fill(7);
  const plain = deriveKeys(secret);
  const withNonce = deriveKeys(secret, new Uint8Array(8));
  expect(new Set([plain.enc, plain.mac, withNonce.enc, withNonce.mac].map(String)).size).toBe(4);
});
