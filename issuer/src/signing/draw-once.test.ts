import { expect, test } from 'vitest';
import { drawOnce } from './draw-once.ts';

test('hands out every byte of one draw once, then draws anew', () => {
  const draws: number[] = [];
  const random = drawOnce((length) => {
    draws.push(length);
    return new Uint8Array(length).map((_, at) => at);
  });
  const first = random(16);
  const second = random(16);
  expect([first[0], second[0]]).toEqual([0, 16]);
  expect(draws).toHaveLength(1);
  random(draws[0] ?? 0);
  expect(draws).toHaveLength(2);
});
