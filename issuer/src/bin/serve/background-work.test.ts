import { describe, expect, it } from 'vitest';
import { makeBackgroundWork } from './background-work.ts';

describe('work in the background', () => {
  it('is waited for, also what began meanwhile and what failed', async () => {
    const background = makeBackgroundWork();
    const [first, second] = [aWork(), aWork()];
    background.add(first.promise);
    background.add(Promise.reject(new Error('the card was pulled away')));
    let isSettled = false;
    const settled = background.settle(60_000).finally(() => (isSettled = true));
    background.add(second.promise);
    first.end();
    await new Promise(setImmediate);
    expect(isSettled).toBe(false);
    second.end();
    expect(await settled).toBe(0);
  });

  it('is left when the deadline passes', async () => {
    const background = makeBackgroundWork();
    background.add(new Promise(() => undefined));
    expect(await background.settle(1)).toBe(1);
  });
});

function aWork(): { readonly promise: Promise<void>; readonly end: () => void } {
  let end = (): void => undefined;
  const promise = new Promise<void>((resolve) => (end = resolve));
  return { promise, end };
}
