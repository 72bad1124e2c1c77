import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toHex } from '../bytes/index.ts';
import { type CborValue, encodeCbor, Tagged } from '../cbor/index.ts';
import { decodeItem, encodeItem, itemDigest } from './issuer-signed-item.ts';

const random = new Uint8Array(16).fill(0xa5);
const malformed = expect.objectContaining({ code: 'MDOC_MALFORMED' });

/** An item whose map was changed before it was wrapped. */
function itemWith(change: (members: Map<string, CborValue>) => void): Uint8Array {
  const members = new Map<string, CborValue>([
    ['digestID', 2],
    ['random', random],
    ['elementIdentifier', 'name'],
    ['elementValue', '王'],
  ]);
  change(members);
  return encodeCbor(new Tagged(24, encodeCbor(members)));
}

describe('an issuer-signed item', () => {
  test('reads back as it was written, and has one encoding', () => {
    const anyItem = fc.record({
      digestId: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
      random: fc.uint8Array({ minLength: 16, maxLength: 16 }),
      elementIdentifier: fc.constantFrom('name', 'sex', 'age_over_18'),
      elementValue: fc.oneof(fc.boolean(), fc.nat(), fc.constantFrom('王', '𠮷'), fc.uint8Array({ maxLength: 300 })),
    });
    fc.assert(
      fc.property(anyItem, (item) => {
        const itemBytes = encodeItem(item);
        expect(decodeItem(itemBytes)).toEqual(item);
        expect(encodeItem(decodeItem(itemBytes))).toEqual(itemBytes);
        const { digestId, ...members } = item;
        const body = encodeCbor(new Map<string, CborValue>(Object.entries({ ...members, digestID: digestId })));
        expect(encodeCbor(new Tagged(24, body))).toEqual(itemBytes);
      }),
    );
  });

  test('is digested with its tag and length, as received', () => {
    const item = { digestId: 2, random, elementIdentifier: 'name', elementValue: '王' };
    // sha256sum over the same bytes as python3-cbor2 writes them.
    expect(toHex(encodeItem(item)).slice(0, 8)).toBe('d818584b');
    expect(toHex(itemDigest(encodeItem(item)))).toBe(
      '4421788c9ca2cfb2ea04077299a69d7d85a7a10a101397488a6768aebdeae808',
    );
  });

  test('changes its digest when its salt does', () => {
    const item = { digestId: 2, random, elementIdentifier: 'name', elementValue: '王' };
    const salted = { ...item, random: random.with(0, 0) };
    expect(itemDigest(encodeItem(salted))).not.toEqual(itemDigest(encodeItem(item)));
  });

  test.each<[string, (members: Map<string, CborValue>) => void]>([
    ['without a salt', (members) => members.delete('random')],
    ['with a short salt', (members) => members.set('random', random.subarray(1))],
    ['with a long salt', (members) => members.set('random', new Uint8Array(17))],
    ['with a digest id of 2^31', (members) => members.set('digestID', 2 ** 31)],
    ['with a negative digest id', (members) => members.set('digestID', -1)],
    ['without a value', (members) => members.delete('elementValue')],
    ['with a member that the format does not list', (members) => members.set('more', 1)],
  ])('is refused %s', (_, change) => {
    expect(() => decodeItem(itemWith(change))).toThrow(malformed);
  });

  test('is refused without its tag, and under another', () => {
    expect(() => decodeItem(encodeCbor(new Uint8Array(3)))).toThrow(malformed);
    expect(() => decodeItem(encodeCbor(new Tagged(25, new Uint8Array(3))))).toThrow('CBOR_TAG_NOT_ALLOWED');
  });

  test('is not made with a salt of another length', () => {
    expect(() =>
      encodeItem({ digestId: 2, random: new Uint8Array(8), elementIdentifier: 'x', elementValue: 1 }),
    ).toThrow(RangeError);
  });
});
