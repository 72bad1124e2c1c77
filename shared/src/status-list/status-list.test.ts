import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countEntries, lookUp, packStatuses, type StatusBits } from './status-list.ts';

const anyBits = fc.constantFrom<StatusBits[]>(1, 2, 4, 8);

describe('a packed status list', () => {
  test('gives back every entry that was packed, and 0 for the rest', () => {
    fc.assert(
      fc.property(anyBits, fc.array(fc.nat(255), { minLength: 1, maxLength: 200 }), (bits, values) => {
        const statuses = values.map((value) => value % 2 ** bits);
        const list = packStatuses({ bits, length: statuses.length, entries: statuses.entries() });
        expect(statuses.map((_, index) => lookUp(list, index))).toEqual(statuses);
        for (let index = statuses.length; index < countEntries(list); index++) expect(lookUp(list, index)).toBe(0);
      }),
    );
  });

  test('holds the first entry in the lowest bits of its first byte', () => {
    const list = packStatuses({
      bits: 2,
      length: 4,
      entries: [
        [0, 1],
        [1, 2],
        [3, 3],
      ],
    });
    expect([...list.packed]).toEqual([0b11_00_10_01]);
  });

  test('lets a later entry replace an earlier one', () => {
    const list = packStatuses({
      bits: 2,
      length: 4,
      entries: [
        [1, 3],
        [1, 2],
      ],
    });
    expect(lookUp(list, 1)).toBe(2);
  });

  test('answers nothing past its end, which is never "clear"', () => {
    const list = packStatuses({ bits: 2, length: 8, entries: [] });
    expect(lookUp(list, 8)).toBeUndefined();
    expect(lookUp(list, 2 ** 31 - 1)).toBeUndefined();
  });

  test.each([-1, 0.5, Number.NaN, 2 ** 53])('refuses %d as an index', (index) => {
    expect(() => lookUp(packStatuses({ bits: 2, length: 4, entries: [] }), index)).toThrow(RangeError);
  });

  test.each([
    [4, 0],
    [0, 4],
    [-1, 0],
    [0, -1],
  ])('refuses to pack %d: %d into four entries of two bits', (index, status) => {
    expect(() => packStatuses({ bits: 2, length: 4, entries: [[index, status]] })).toThrow(RangeError);
  });
});
