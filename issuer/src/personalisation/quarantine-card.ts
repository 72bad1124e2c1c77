import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { Clock } from '../ports/index.ts';
import { type CardEntry, getCard, type QuarantineReason, type Register, withCard } from '../register/index.ts';
import type { JobStore } from './job-store.ts';

export type QuarantineRefusal =
  /** It was set aside before. */
  | 'already-quarantined'
  /** A card that was handed over is revoked, not quarantined. */
  | 'handed-over';

/**
 * Sets a card aside for good: whatever stands on its chip, the status list calls it revoked from the next publication on,
 * its passwords are forgotten and its status index is never given again. Its permit gets another card by `makeReplaceCard`.
 * @throws PermitError STORE_CONFLICT when the register has no such card; STORE_FAILED
 */
export function makeQuarantineCard(deps: {
  readonly register: Register;
  readonly jobs: JobStore;
  readonly clock: Clock;
}) {
  return async (cardNumber: string, reason: QuarantineReason): Promise<Outcome<CardEntry, QuarantineRefusal>> => {
    const quarantine = { reason, at: deps.clock() };
    const outcome = await deps.register.change<Outcome<CardEntry, QuarantineRefusal>>((state) => {
      const { stage } = getCard(state, cardNumber);
      if (stage === 'quarantined') return { state, value: refused('already-quarantined') };
      if (stage === 'active') return { state, value: refused('handed-over') };
      const next = withCard(state, cardNumber, { stage: 'quarantined', quarantine });
      return { state: next, value: ok(getCard(next, cardNumber)) };
    });
    if (outcome.ok) await deps.jobs.discard(cardNumber);
    return outcome;
  };
}
