import { type Answer, unknown, YES } from '../answer.ts';
import type { Circumstances } from '../circumstances.ts';

/**
 * Whether the trust bundle may still be relied on. It is stale from its end on, that second included. A clock that is
 * behind anything in it says nothing about age or dates, so no answer can rest on it. Freshness is what is proved: a time
 * or a budget that is no number makes the bundle stale.
 */
export function checkTrustFresh({ trust, staleness, at }: Circumstances): Answer {
  if (at < trust.newestIssuedAt) return unknown('CLOCK_BEHIND');
  const fresh = at < trust.expiresAt && at - trust.issuedAt <= staleness.bundleSeconds;
  return fresh ? YES : unknown('TRUST_STALE');
}
