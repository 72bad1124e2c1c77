import { type Answer, unknown, YES } from '../answer.ts';
import type { Circumstances } from '../circumstances.ts';

/**
 * Whether the trust bundle may still be relied on. It is stale from its end on, that second included. A clock that is
 * behind anything in it says nothing about age or dates, so no answer can rest on it.
 */
export function checkTrustFresh({ trust, staleness, at }: Circumstances): Answer {
  if (at < trust.newestIssuedAt) return unknown('CLOCK_BEHIND');
  if (at >= trust.expiresAt || at - trust.issuedAt > staleness.bundleSeconds) return unknown('TRUST_STALE');
  return YES;
}
