import { canMove, type CardState } from '../../domain/lifecycles/index.ts';
import type { Card, OfficeTransaction } from '../ports/index.ts';
import { PermitError } from '@residence-permit/shared/errors';

/**
 * Moves a card that verifiers have to learn of: its history, and the list that is published next.
 * @throws PermitError STORE_CONFLICT when the table has no such move, or another change came first
 */
export async function moveCard(
  tx: OfficeTransaction,
  before: Card,
  { to, reason, ruleVersion }: { readonly to: CardState; readonly reason: string; readonly ruleVersion: string },
): Promise<Card> {
  const { cardNumber: subjectId, state: from } = before;
  if (!canMove('CARD', from, to)) {
    throw new PermitError('STORE_CONFLICT', { detail: `card ${subjectId}: no move from ${from} to ${to}` });
  }
  const after = await tx.cards.save(before, { state: to });
  await tx.move({ machine: 'CARD', subjectId, from, to, reason, ruleVersion });
  await tx.enqueue({ name: 'publish-trust', data: {} });
  return after;
}

/** The card of a permit that is in its holder's hands, on hold or not. */
export function liveCardOf(cards: readonly Card[]): Card | undefined {
  return cards.find(isLive);
}

/** True for a card that is good, or would be without its hold. */
export function isLive({ state }: Pick<Card, 'state'>): boolean {
  return state === 'ACTIVE' || state === 'LOST_HOLD';
}
