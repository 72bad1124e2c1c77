import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { CaseDeps } from '../applications/index.ts';
import type { Card, SignedIn } from '../ports/index.ts';
import { moveCard } from './move-card.ts';
import { type LiveCardRefusal, onLiveCard } from './on-live-card.ts';

export type LiftRefusal =
  | LiveCardRefusal
  | 'not-on-hold'
  /** A replaced or revoked card never comes back, found or not. */
  | 'card-revoked'
  /** A hold is lifted by an officer who sees what has to be shown. */
  | 'at-counter-only'
  | 'proof-missing';

/** Lifts a loss hold once what the rules of the place want was shown: the person, and with most the card itself. */
export function makeLiftHold(deps: CaseDeps) {
  return (
    by: SignedIn,
    input: { readonly cardNumber: string; readonly isIdentityShown: boolean; readonly isCardShown: boolean },
  ): Promise<Outcome<Card, LiftRefusal>> => {
    const { cardNumber, isIdentityShown, isCardShown } = input;
    const act = { cardNumber, action: 'card.hold' } as const;
    return onLiveCard<Card, LiftRefusal>(deps, by, act, async (tx, file) => {
      const { card, policy, ruleVersion, actor, now } = file;
      if (by.officeId === undefined) return refused('at-counter-only');
      if (GONE.includes(card.state)) return refused('card-revoked');
      if (card.state !== 'LOST_HOLD') return refused('not-on-hold');
      const needsCard = policy.lossHold.lift === 'CARD_AND_IDENTITY';
      if (!isIdentityShown || (needsCard && !isCardShown)) return refused('proof-missing');
      const lifted = await moveCard(tx, card, { to: 'ACTIVE', reason: 'lifted', ruleVersion });
      const hold = await tx.lossHolds.findOpen(cardNumber);
      if (hold !== undefined) await tx.lossHolds.lift(hold, { accountId: actor.accountId, at: now });
      await tx.audit({ action: 'card.hold', personId: card.personId, object: cardNumber, reason: 'lifted' });
      return ok(lifted);
    });
  };
}

const GONE: readonly Card['state'][] = ['REPLACED', 'RETURNED', 'REVOKED', 'DESTROYED', 'QUARANTINED', 'SPOILED'];
