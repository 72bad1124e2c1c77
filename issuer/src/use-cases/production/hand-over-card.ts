import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { ApplicationKind } from '../../domain/policy/index.ts';
import type { Clock } from '../../ports/index.ts';
import type { Card, Collector, InTransaction, OfficeTransaction, Officer, ProductionAttempt } from '../ports/index.ts';
import { moveApplication, moveAttempt } from './moves.ts';
import { postCard } from './post-card.ts';

export type HandOverRefusal =
  | 'attempt-unknown'
  /** It is not in the drawer. */
  | 'not-held'
  /** What falls due for the case is not paid yet. */
  | 'fee-open'
  /** The old card has to come back first: the law says so for an exchange. Decree 663 art. 11. */
  | 'old-card-not-returned';

/**
 * Gives a card to who collects it, with their proof. The card before it is REPLACED in the same transaction, so that the two
 * are never good together; the new one is of no use before it is activated.
 */
export function makeHandOverCard(deps: { readonly inTransaction: InTransaction; readonly clock: Clock }) {
  return (
    officer: Officer,
    input: {
      readonly cardNumber: string;
      readonly collector: Collector;
      /** True: the collector has handed the old card back. */
      readonly isOldCardReturned: boolean;
    },
  ): Promise<Outcome<ProductionAttempt & { readonly puk?: string }, HandOverRefusal>> =>
    deps.inTransaction(officer, async (tx) => {
      const { cardNumber, collector } = input;
      const attempt = await tx.attempts.findByCard(cardNumber);
      const card = await tx.cards.find(cardNumber);
      const application = attempt === undefined ? undefined : await tx.applications.find(attempt.applicationId);
      if (attempt === undefined || card === undefined || application === undefined) return refused('attempt-unknown');
      if (attempt.state !== 'HELD') return refused('not-held');
      const fees = await tx.fees.ofApplication(application.id);
      if (fees.some(isOpen)) return refused('fee-open');
      const old = card.replaces === undefined ? undefined : await tx.cards.find(card.replaces);
      if (old !== undefined && isGood(old)) {
        if (!input.isOldCardReturned && WANTS_OLD_CARD.includes(application.kind))
          return refused('old-card-not-returned');
        await replace(tx, old, { isReturned: input.isOldCardReturned, officer, cardNumber });
      }
      const at = deps.clock();
      const handed = { state: 'HANDED_OVER', handedOverBy: officer.accountId, handedOverAt: at } as const;
      const after = await moveAttempt(tx, attempt, { ...handed, collector, reason: collector.relation.toLowerCase() });
      await tx.attempts.forgetPuk(after);
      await moveApplication(tx, application, { state: 'DELIVERED', reason: 'collected' });
      await postCard(tx, card, { to: 'HANDED_OVER', reason: 'collected', officer, at });
      await tx.audit({
        action: 'card.hand-over',
        personId: card.personId,
        caseNumber: application.number,
        object: cardNumber,
      });
      return ok(after);
    });

  async function replace(
    tx: OfficeTransaction,
    old: Card,
    by: { readonly isReturned: boolean; readonly officer: Officer; readonly cardNumber: string },
  ): Promise<void> {
    await tx.cards.save(old, { state: 'REPLACED' });
    const { cardNumber: subjectId, state: from } = old;
    await tx.move({ machine: 'CARD', subjectId, from, to: 'REPLACED', reason: by.cardNumber });
    if (by.isReturned) {
      await postCard(tx, old, { to: 'RETURNED', reason: 'replaced', officer: by.officer, at: deps.clock() });
    }
    await tx.enqueue({ name: 'publish-trust', data: {} });
  }
}

const WANTS_OLD_CARD: readonly ApplicationKind[] = ['EXCHANGE_DAMAGED', 'CHANGE_DATA', 'CORRECT_ERROR'];

function isGood({ state }: Card): boolean {
  return state === 'ACTIVE' || state === 'LOST_HOLD';
}

function isOpen(fee: { readonly amountFen: number; readonly waivedFor?: string; readonly paidAt?: number }): boolean {
  return fee.amountFen > 0 && fee.waivedFor === undefined && fee.paidAt === undefined;
}
