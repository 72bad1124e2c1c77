import { expect, test } from 'vitest';
import { addDays, addMonths, addYears, compareDates, parsePlainDate } from './index.ts';

const date = parsePlainDate;

test('days cross months and leap days', () => {
  expect(addDays(date('2028-02-28'), 1)).toBe('2028-02-29');
  expect(addDays(date('2026-01-01'), -1)).toBe('2025-12-31');
});

test.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2028-01-31', 1, '2028-02-29'],
  ['2026-11-23', 14, '2028-01-23'],
  ['2026-01-15', -1, '2025-12-15'],
  ['2026-03-31', -13, '2025-02-28'],
  ['2026-12-31', 0, '2026-12-31'],
])('%s and %d months is %s', (from, months, to) => {
  expect(addMonths(date(from), months)).toBe(to);
});

test('a year after the leap day is the last of February', () => {
  expect(addYears(date('2028-02-29'), 1)).toBe('2029-02-28');
  expect(addYears(date('2028-02-29'), 4)).toBe('2032-02-29');
});

test('leaving the years 0001 to 9999 is refused', () => {
  expect(() => addYears(date('9999-06-01'), 1)).toThrow(expect.objectContaining({ code: 'DATE_BAD' }));
  expect(() => addDays(date('0001-01-01'), -1)).toThrow(expect.objectContaining({ code: 'DATE_BAD' }));
});

test('compares by the calendar', () => {
  expect(compareDates(date('2026-01-02'), date('2026-01-10'))).toBeLessThan(0);
  expect(compareDates(date('2026-01-10'), date('2025-12-31'))).toBeGreaterThan(0);
  expect(compareDates(date('2026-01-10'), date('2026-01-10'))).toBe(0);
});
