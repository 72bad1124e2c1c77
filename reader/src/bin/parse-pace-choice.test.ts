import { expect, test } from 'vitest';
import { parsePaceChoice } from './parse-pace-choice.ts';

test('each mapping has its curves', () => {
  for (const choice of [
    { mapping: 'cam', curve: 'P-256' },
    { mapping: 'gm', curve: 'P-256' },
    { mapping: 'gm', curve: 'brainpoolP256r1' },
  ] as const) {
    expect(parsePaceChoice(choice)).toEqual(choice);
  }
});

test('a curve that chip-authentication mapping does not have is a bad setting', () => {
  const choice = { mapping: 'cam', curve: 'brainpoolP256r1' } as const;
  expect(() => parsePaceChoice(choice)).toThrow(expect.objectContaining({ code: 'SETTING_BAD' }));
});
