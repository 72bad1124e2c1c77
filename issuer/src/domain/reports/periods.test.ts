import { DecodeError } from '@residence-permit/shared/errors';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { describe, expect, test } from 'vitest';
import { AGE_BANDS, ageBandOf, firstDayOf, MAX_MONTHS, monthsOf, yearUntil } from './index.ts';

describe('the age of a case', () => {
  test('falls into one band, whose third ends with the term of the law', () => {
    expect([0, 5, 6, 10, 11, 15, 16, 30, 31, 4000].map(ageBandOf)).toEqual([
      '0-5',
      '0-5',
      '6-10',
      '6-10',
      '11-15',
      '11-15',
      '16-30',
      '16-30',
      'over-30',
      'over-30',
    ]);
    expect(AGE_BANDS).toHaveLength(5);
  });

  test('is a whole number of days from 0', () => {
    expect(() => ageBandOf(-1)).toThrow(RangeError);
    expect(() => ageBandOf(0.5)).toThrow(RangeError);
  });
});

describe('a period', () => {
  test('is every month from the first to the last, over the end of a year', () => {
    expect(monthsOf({ from: '2025-11', through: '2026-02' })).toEqual({
      ok: true,
      value: ['2025-11', '2025-12', '2026-01', '2026-02'],
    });
    expect(monthsOf({ from: '2026-02', through: '2026-02' })).toMatchObject({ value: ['2026-02'] });
  });

  test('that ends before it begins, or is longer than two years, is refused', () => {
    expect(monthsOf({ from: '2026-02', through: '2026-01' })).toMatchObject({ refusal: 'period-bad' });
    expect(monthsOf({ from: '2024-01', through: '2025-12' })).toMatchObject({ ok: true });
    expect(monthsOf({ from: '2024-01', through: '2026-01' })).toMatchObject({ refusal: 'period-bad' });
    expect(MAX_MONTHS).toBe(24);
  });

  test('of months that there are not is no period', () => {
    expect(() => monthsOf({ from: '2026-13', through: '2026-13' })).toThrow(DecodeError);
    expect(() => firstDayOf('2026')).toThrow(DecodeError);
  });

  test('that nobody names is the year that ends with this month', () => {
    expect(yearUntil(parsePlainDate('2026-03-31'))).toEqual({ from: '2025-04', through: '2026-03' });
  });
});
