import { describe, expect, test } from 'vitest';
import { isCatalogueId, isGrantor } from '../records/index.ts';
import { DEFAULT_KINDS, findKind } from './default-kinds.ts';
import { ENTITLEMENT_GROUPS, isCounted, isEntitlementGroup, USE_MODELS } from './entitlement-kind.ts';

describe('the default entitlement kinds', () => {
  test('have names of their own, well-formed grantors, and titles in both languages', () => {
    expect(new Set(DEFAULT_KINDS.map(({ id }) => id)).size).toBe(DEFAULT_KINDS.length);
    for (const { id, grantor, titles } of DEFAULT_KINDS) {
      expect(isCatalogueId(id)).toBe(true);
      expect(isGrantor(grantor)).toBe(true);
      expect(titles.en).toMatch(/\w/);
      expect(titles.zh).toMatch(/\p{Script=Han}/u);
    }
  });

  test('need at most four slots, one per grantor, in each data group', () => {
    for (const dataGroup of ENTITLEMENT_GROUPS) {
      const grantors = DEFAULT_KINDS.filter((kind) => kind.dataGroup === dataGroup).map(({ grantor }) => grantor);
      expect(new Set(grantors).size).toBeGreaterThan(0);
      expect(new Set(grantors).size).toBeLessThanOrEqual(4);
    }
  });

  test('cover every model of use', () => {
    expect(new Set(DEFAULT_KINDS.map(({ model }) => model))).toEqual(new Set(USE_MODELS));
  });

  test('tell nothing of illness, pregnancy, birth or hardship', () => {
    const telling =
      /\b(ill|disease|pregnan|matern|birth|disab|poor|hardship|relief|assist)|病|孕|产妇|生育|残|贫|困难|救助|低保/i;
    for (const { id, titles } of DEFAULT_KINDS) expect(`${id} ${titles.en} ${titles.zh}`).not.toMatch(telling);
  });

  test('allow older data where a wrong no would hurt more than a wrong yes', () => {
    const budget = (id: string) => findKind(DEFAULT_KINDS, id)?.stalenessBudget ?? 0;
    expect(budget('health')).toBeGreaterThan(budget('exam-voucher'));
    expect(budget('schooling')).toBeGreaterThan(budget('rental-housing'));
  });

  test('are found by id, and an unknown one is not', () => {
    expect(findKind(DEFAULT_KINDS, 'library')?.grantor).toBe('culture');
    expect(findKind(DEFAULT_KINDS, 'constructor')).toBeUndefined();
  });
});

test('only data groups 18 to 21 hold entitlements', () => {
  expect(Array.from({ length: 30 }, (_, index) => index).filter(isEntitlementGroup)).toEqual([18, 19, 20, 21]);
});

test('uses are counted for periodic, counted and one-off kinds alone', () => {
  expect(USE_MODELS.filter(isCounted)).toEqual(['PERIODIC', 'COUNTER', 'ONE_OFF']);
});
