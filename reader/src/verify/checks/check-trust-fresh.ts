import { type Answer, unknown, YES } from '../answer.ts';
import type { Circumstances } from '../circumstances.ts';
import { checkAge } from './check-age.ts';

/** A step back that setting a clock right explains, in seconds. All steps together may not be more. */
const CLOCK_STEP_SECONDS = 120;

/**
 * Whether the trust bundle may still be relied on. It is stale from its end on, that second included. A clock that is
 * behind anything in it, or behind what it showed before, says nothing about age or dates, so no answer can rest on it.
 */
export function checkTrustFresh(circumstances: Circumstances): Answer {
  const { trust, at } = circumstances;
  if (at < trust.newestIssuedAt) return unknown('CLOCK_BEHIND');
  const floor = Math.max(trust.clockFloor, circumstances.clockFloor ?? 0);
  if (at < floor - CLOCK_STEP_SECONDS) return unknown('CLOCK_JUMPED_BACK');
  const { outcome } = checkAge({ file: 'bundle', dated: trust, circumstances });
  return outcome === 'fresh' ? YES : unknown('TRUST_STALE');
}
