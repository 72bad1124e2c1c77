import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { Clock } from '../../ports/index.ts';
import type { InTransaction, Officer, ProductionAttempt } from '../ports/index.ts';
import { moveApplication, moveAttempt } from './moves.ts';
import { postCard } from './post-card.ts';
import { tellReady } from './tell-ready.ts';

export type QualityRefusal =
  | 'attempt-unknown'
  /** It was not read back, or it is past the check. */
  | 'not-read-back';

/**
 * A person has compared photograph and print with the case: the card is good and goes into its drawer. Two moves, one
 * transaction: a good card that lies nowhere does not exist.
 */
export function makeCheckQuality(deps: { readonly inTransaction: InTransaction; readonly clock: Clock }) {
  return (
    officer: Officer,
    input: { readonly cardNumber: string /** Drawer or box. */; readonly place: string },
  ): Promise<Outcome<ProductionAttempt, QualityRefusal>> =>
    deps.inTransaction(officer, async (tx) => {
      const attempt = await tx.attempts.findByCard(input.cardNumber);
      const card = await tx.cards.find(input.cardNumber);
      if (attempt === undefined || card === undefined) return refused('attempt-unknown');
      if (attempt.state !== 'READ_BACK') return refused('not-read-back');
      const application = await tx.applications.find(attempt.applicationId);
      if (application === undefined) return refused('attempt-unknown');
      const at = deps.clock();
      const checked = await moveAttempt(tx, attempt, {
        state: 'QA_OK',
        checkedBy: officer.accountId,
        checkedAt: at,
        reason: 'compared',
      });
      const held = await moveAttempt(tx, checked, {
        state: 'HELD',
        heldAt: input.place,
        heldSince: at,
        reason: 'stored',
      });
      await moveApplication(tx, application, { state: 'READY', reason: 'checked' });
      await postCard(tx, card, { to: 'HELD', reason: 'checked', officer, at });
      const about = { personId: card.personId, caseNumber: application.number, object: card.cardNumber };
      await tx.audit({ action: 'card.quality-check', ...about });
      await tellReady(tx, application, at);
      return ok(held);
    });
}
