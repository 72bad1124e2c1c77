import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { CaseDeps } from '../applications/index.ts';
import type { Card, SignedIn } from '../ports/index.ts';
import { isLive, moveCard } from './move-card.ts';
import { type LiveCardRefusal, onLiveCard } from './on-live-card.ts';

export type RevokeRefusal =
  | LiveCardRefusal
  | 'reason-missing'
  | 'card-revoked'
  /** A card in production is set aside instead. */
  | 'in-production';

/** Revokes one card for good; the permit stays, and its holder asks for another card. Verifiers learn of it within a minute. */
export function makeRevokeCard(deps: CaseDeps) {
  return (
    by: SignedIn,
    input: { readonly cardNumber: string /** Words without personal data. */; readonly reason: string },
  ): Promise<Outcome<Card, RevokeRefusal>> => {
    const { cardNumber } = input;
    const act = { cardNumber, action: 'card.revoke' } as const;
    return onLiveCard<Card, RevokeRefusal>(deps, by, act, async (tx, { card, ruleVersion }) => {
      const reason = input.reason.trim();
      if (reason === '') return refused('reason-missing');
      if (IN_PRODUCTION.includes(card.state)) return refused('in-production');
      if (!isLive(card)) return refused('card-revoked');
      const revoked = await moveCard(tx, card, { to: 'REVOKED', reason, ruleVersion });
      await tx.audit({ action: 'card.revoke', personId: card.personId, object: cardNumber, reason });
      return ok(revoked);
    });
  };
}

const IN_PRODUCTION: readonly Card['state'][] = ['BLANK', 'PERSONALISED', 'CHECKED'];
