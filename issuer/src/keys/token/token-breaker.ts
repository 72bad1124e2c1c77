import { BrokenCircuitError, circuitBreaker, ConsecutiveBreaker, handleWhen, type IBackoff } from 'cockatiel';
import { PermitError } from '@residence-permit/shared/errors';
import { TokenError } from './token-error.ts';

/** When a token is given up for a while. */
export type BreakerSettings = {
  /** Failures in a row after which it opens. */
  readonly failures: number;
  /** How long it stays open before one request may try again, milliseconds. */
  readonly restMs: number;
  /** Milliseconds of any clock that does not go back. */
  readonly nowMs: () => number;
};

/** Runs a request, or refuses it at once while the breaker is open. */
export type Breaker = <Value>(run: () => Promise<Value>) => Promise<Value>;

/**
 * A breaker that counts only failures of the token to answer: a key that is not there is no reason to give up the token.
 * After `restMs` one request is let through; the next ones wait for how it ends.
 */
export function makeTokenBreaker({ failures, restMs, nowMs }: BreakerSettings): Breaker {
  let reason = '';
  /** Asked by the policy at every request while it is open: the rest left is none, or for ever, by our clock. */
  const rest = (): IBackoff<unknown> => {
    const openedAt = nowMs();
    return {
      next: rest,
      get duration() {
        return nowMs() - openedAt < restMs ? Number.POSITIVE_INFINITY : 0;
      },
    };
  };
  const policy = circuitBreaker(handleWhen(isOutage), {
    breaker: new ConsecutiveBreaker(failures),
    halfOpenAfter: { next: rest },
  });
  return async (run) => {
    try {
      return await policy.execute(run);
    } catch (cause) {
      if (isOutage(cause)) reason = cause.message;
      if (!(cause instanceof BrokenCircuitError)) throw cause;
      const detail = `given up for ${restMs} ms after ${failures} failures, the last: ${reason}`;
      throw new TokenError('SIGNER_UNAVAILABLE', { cause, detail });
    }
  };
}

function isOutage(cause: unknown): cause is PermitError {
  return cause instanceof PermitError && (cause.code === 'SIGNER_UNAVAILABLE' || cause.code === 'TOKEN_ABSENT');
}
