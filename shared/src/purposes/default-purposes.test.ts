import { describe, expect, test } from 'vitest';
import { DEFAULT_KINDS, findKind } from '../entitlements/index.ts';
import { ANSWER_IDS, isAnswerId } from './answer.ts';
import { DEFAULT_PURPOSES, findPurpose } from './default-purposes.ts';

const fieldsOf = (id: string) => findPurpose(DEFAULT_PURPOSES, id)?.fields ?? [];
const PERSONAL = [3, 4, 5, 6, 7, 8, 9, 11, 13, 14];
const ENTITLEMENTS = [18, 19, 20, 21];

describe('the default purposes', () => {
  test('have names of their own, titles in both languages, and fields in ascending order', () => {
    expect(new Set(DEFAULT_PURPOSES.map(({ id }) => id)).size).toBe(DEFAULT_PURPOSES.length);
    for (const { titles, fields } of DEFAULT_PURPOSES) {
      expect(titles.en).toMatch(/\w/);
      expect(titles.zh).toMatch(/\p{Script=Han}/u);
      expect(fields).toEqual([...new Set(fields)].sort((a, b) => a - b));
    }
  });

  test('name a kind exactly when they ask whether the holder is entitled, and read the group where it stands', () => {
    for (const { asks, kind, fields } of DEFAULT_PURPOSES) {
      expect(asks.includes('entitled')).toBe(kind !== undefined);
      if (kind !== undefined) expect(fields).toContain(findKind(DEFAULT_KINDS, kind)?.dataGroup);
    }
  });

  test('read the endorsement whenever they ask whether the permit is in function', () => {
    for (const { asks, fields } of DEFAULT_PURPOSES) if (asks.includes('inFunction')) expect(fields).toContain(17);
  });

  test('keep an employer from addresses, ethnic group, class and every grant', () => {
    for (const dataGroup of [4, 5, 6, 7, 8, 11, 14, ...ENTITLEMENTS]) {
      expect(fieldsOf('employer-hiring')).not.toContain(dataGroup);
    }
  });

  test('keep a clinic from the ID number, addresses, class and the grants of others', () => {
    for (const dataGroup of [4, 5, 6, 7, 8, 10, 11, 14, 19, 20, 21]) {
      expect(fieldsOf('clinic')).not.toContain(dataGroup);
      expect(fieldsOf('clinic-with-portrait')).not.toContain(dataGroup);
    }
  });

  test('show a gate nothing about the person', () => {
    for (const dataGroup of [2, 10, ...PERSONAL]) expect(fieldsOf('library-gate')).not.toContain(dataGroup);
  });

  test('show the holder everything that is on the card', () => {
    expect(fieldsOf('holder')).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 17, 18, 19, 20, 21]);
  });

  test('are found by id, and an unknown one is not', () => {
    expect(findPurpose(DEFAULT_PURPOSES, 'clinic')?.id).toBe('clinic');
    expect(findPurpose(DEFAULT_PURPOSES, 'casino')).toBeUndefined();
  });
});

test('the five questions are known by name, and nothing else is', () => {
  expect(ANSWER_IDS.every(isAnswerId)).toBe(true);
  expect(['', 'toString', 'Authentic', 'holder'].some(isAnswerId)).toBe(false);
});
