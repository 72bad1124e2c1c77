import { expect, test } from 'vitest';
import { concatBytes } from './index.ts';

test('joins the parts in order in a new array', () => {
  const first = Uint8Array.of(1, 2);
  const whole = concatBytes(first, new Uint8Array(0), Uint8Array.of(3));
  expect(whole).toEqual(Uint8Array.of(1, 2, 3));
  whole[0] = 9;
  expect(first[0]).toBe(1);
});

test('joins nothing to nothing', () => {
  expect(concatBytes()).toEqual(new Uint8Array(0));
});
