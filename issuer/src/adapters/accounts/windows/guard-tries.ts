import type { Clock } from '../../../ports/index.ts';
import type { RateWindows } from './rate-windows.ts';

/** Nothing is tried any more until the window ends: whole seconds, at least 1. */
export type Locked = { readonly retryAfterS: number };

/** Counts tries at one secret; a right one clears the count. */
export type GuardTries = {
  /** Takes a try before the secret is compared, so that many tries at once do not pass. Answers when none is left. */
  begin(key: string): Promise<Locked | undefined>;
  succeed(key: string): Promise<void>;
};

/** So many tries in a window, and then none until it ends, however often somebody asks. */
export function makeGuardTries(options: {
  readonly windows: RateWindows;
  readonly clock: Clock;
  readonly tries: number;
  readonly windowS: number;
}): GuardTries {
  const { windows, clock, tries, windowS } = options;
  return {
    async begin(key) {
      const { hits, endsAt } = await windows.take(key, windowS);
      if (hits <= tries) return undefined;
      return { retryAfterS: Math.max(1, Math.ceil(endsAt.getTime() / 1000 - clock())) };
    },
    succeed: (key) => windows.clear(key),
  };
}
