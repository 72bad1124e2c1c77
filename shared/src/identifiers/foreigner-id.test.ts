import { expect, test } from 'vitest';
import { parseCitizenId, parseForeignerId } from './index.ts';

test('is told apart from a citizen ID by its first digit', () => {
  const text = '937840199001010015';
  expect(parseForeignerId(text)).toBe(text);
  expect(() => parseCitizenId(text)).toThrow(expect.objectContaining({ code: 'IDENTIFIER_BAD' }));
});

test.each(['110105194912310021', '93784019900101001', '9378401990010100150', ''])('refuses %j', (text) => {
  expect(() => parseForeignerId(text)).toThrow(expect.objectContaining({ code: 'IDENTIFIER_BAD' }));
});
