import { cmac } from '@noble/ciphers/aes.js';
import { describe, expect, test } from 'vitest';
import { bigIntToBytes, concatBytes, fromHex } from '../bytes/index.ts';
import { encodeTlv } from '../tlv/index.ts';
import { makeSmCipher, SmFault } from './index.ts';
import { pad } from './padding.ts';

const keys = { enc: new Uint8Array(16).fill(1), mac: new Uint8Array(16).fill(2) };
const cipher = makeSmCipher(keys);
const SSC = 1n;
const header = { cla: 0x0c, ins: 0xb0, p1: 0, p2: 0 };

/** What a holder of the keys could send: any objects, rightly MACed. */
function withMac(objects: Uint8Array, before: readonly Uint8Array[]): Uint8Array {
  const covered = concatBytes(bigIntToBytes(SSC, 16), ...before, pad(objects));
  return concatBytes(objects, encodeTlv(0x8e, cmac(covered, keys.mac).slice(0, 8)));
}

function faultOf(run: () => unknown): SmFault['fault'] | undefined {
  try {
    run();
    return undefined;
  } catch (fault) {
    if (fault instanceof SmFault) return fault.fault;
    throw fault;
  }
}

describe('a command whose check value is right', () => {
  const open = (hex: string): unknown => {
    const headerBytes = Uint8Array.of(header.cla, header.ins, header.p1, header.p2);
    return cipher.openCommand(SSC, { ...header, data: withMac(fromHex(hex), [pad(headerBytes)]), ne: 256 });
  };

  test('opens with an expected length of one byte or two', () => {
    expect(open('970100')).toMatchObject({ ne: 256 });
    expect(open('97020000')).toMatchObject({ ne: 65_536 });
    expect(open('97020100')).toMatchObject({ ne: 256 });
  });

  test.each([
    ['an expected length of none', '9700'],
    ['an expected length of three bytes', '9703000000'],
    ['encrypted data without padding indicator', `8710${'00'.repeat(16)}`],
    ['another padding indicator', `871102${'00'.repeat(16)}`],
    ['encrypted data of no whole block', `871001${'00'.repeat(15)}`],
    ['no encrypted block at all', '870101'],
    ['data that is not padded', `871101${'00'.repeat(16)}`],
    ['the objects in another order', `970100871101${'00'.repeat(16)}`],
    ['an object twice', '970100970100'],
    ['an object of responses', '99029000'],
    ['an unknown object', '800100'],
  ])('is refused for %s', (_, hex) => {
    expect(faultOf(() => open(hex))).toBe('object-wrong');
  });
});

describe('a response whose check value is right', () => {
  const open = (hex: string): unknown => cipher.openResponse(SSC, { data: withMac(fromHex(hex), []), sw: 0x9000 });

  test('opens with its status word', () => {
    expect(open('99029000')).toEqual({ data: new Uint8Array(0), sw: 0x9000 });
  });

  test.each(['9903900000', '990190', '9900'])('is refused for the status word %s', (hex) => {
    expect(faultOf(() => open(hex))).toBe('object-wrong');
  });

  test('is refused without a status word', () => {
    expect(faultOf(() => open(''))).toBe('object-missing');
  });
});

test.each([
  ['8e07', '00'.repeat(7)],
  ['8e09', '00'.repeat(9)],
])('a check value %s of another length than eight is refused', (head, value) => {
  const data = fromHex(head + value);
  expect(faultOf(() => cipher.openResponse(SSC, { data, sw: 0x9000 }))).toBe('object-wrong');
});

test('bytes that are no data objects are refused', () => {
  expect(faultOf(() => cipher.openResponse(SSC, { data: fromHex('8eff'), sw: 0x9000 }))).toBe('object-wrong');
});
