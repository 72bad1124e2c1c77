import { expect, test } from 'vitest';
import { parsePermitNumber } from './index.ts';

test.each(['P1', '370211-2026-000123', 'X'.repeat(32)])('accepts %s', (text) => {
  expect(parsePermitNumber(text)).toBe(text);
});

test.each(['', '-1', '1-', 'p1', 'A B', 'X'.repeat(33), '居1'])('refuses %j', (text) => {
  expect(() => parsePermitNumber(text)).toThrow(expect.objectContaining({ code: 'IDENTIFIER_BAD' }));
});
