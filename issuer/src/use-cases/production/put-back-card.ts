import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { Clock } from '../../ports/index.ts';
import type { InTransaction, Officer, ProductionAttempt } from '../ports/index.ts';
import { moveApplication, moveAttempt } from './moves.ts';
import { postCard } from './post-card.ts';
import { tellReady } from './tell-ready.ts';

export type PutBackRefusal =
  | 'attempt-unknown'
  /** It was not handed over, or it is active: then it is taken back as a live card. */
  | 'not-handed-over'
  /** It was set aside or revoked meanwhile: nobody is given it again. */
  | 'card-gone';

/**
 * Takes a card that was handed over and not activated back into the drawer: card, case and serial are where they were before
 * the hand-over. The card before it stays REPLACED, and the letter with the unblocking code stays with its holder. The days
 * within which it is collected begin again.
 * @throws PermitError STORE_CONFLICT
 */
export function makePutBackCard(deps: { readonly inTransaction: InTransaction; readonly clock: Clock }) {
  return (
    officer: Officer,
    input: { readonly cardNumber: string /** Drawer or box. */; readonly place: string },
  ): Promise<Outcome<ProductionAttempt, PutBackRefusal>> =>
    deps.inTransaction(officer, async (tx) => {
      const { cardNumber, place } = input;
      const attempt = await tx.attempts.findByCard(cardNumber);
      const card = await tx.cards.find(cardNumber);
      const application = attempt === undefined ? undefined : await tx.applications.find(attempt.applicationId);
      if (attempt === undefined || card === undefined || application === undefined) return refused('attempt-unknown');
      if (attempt.state !== 'HANDED_OVER') return refused('not-handed-over');
      if (card.state !== 'CHECKED' || application.state !== 'DELIVERED') return refused('card-gone');
      const at = deps.clock();
      const stored = { state: 'HELD', heldAt: place, heldSince: at } as const;
      const held = await moveAttempt(tx, attempt, { ...stored, reason: 'brought-back' });
      await moveApplication(tx, application, { state: 'READY', reason: 'brought-back' });
      await postCard(tx, card, { to: 'HELD', reason: 'brought-back', officer, at });
      const about = { personId: card.personId, caseNumber: application.number, object: cardNumber };
      await tx.audit({ action: 'card.take-back', ...about, reason: 'brought-back' });
      await tellReady(tx, application, at);
      return ok(held);
    });
}
