import type { EntitlementKind } from '@residence-permit/shared/entitlements';
import { type Answer, YES } from '../answer.ts';

/**
 * What the state of the endorsement does to a grant. A kind that survives suspension is good although the endorsement
 * has lapsed; nothing survives a card that was never activated, or one whose endorsement cannot be told.
 */
export function checkSuspension(kind: EntitlementKind, inFunction: Answer): Answer {
  if (inFunction.answer === 'yes') return YES;
  return kind.survivesSuspension && inFunction.code === 'ENDORSEMENT_LAPSED' ? YES : inFunction;
}
