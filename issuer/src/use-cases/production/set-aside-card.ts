import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { Clock, NewId } from '../../ports/index.ts';
import type { QuarantineReason } from '../../register/index.ts';
import type { InTransaction, Officer, ProductionAttempt } from '../ports/index.ts';
import { makeFollowCard } from './follow-card.ts';
import { moveAttempt } from './moves.ts';
import { postCard } from './post-card.ts';

export type SetAsideRefusal =
  | 'attempt-unknown'
  /** It was set aside before, or it is active: then it is revoked instead. */
  | 'not-in-production';
export type SpoilRefusal = 'attempt-unknown' | 'not-quarantined' | 'same-person';

/** Card states from which production may set a card aside. */
const IN_PRODUCTION: readonly string[] = ['BLANK', 'PERSONALISED', 'CHECKED'];

/**
 * Puts a card aside whose content nobody vouches for: revoked from the next list on, never used again; the case goes back
 * into production. A reservation that no chip was begun for is released instead.
 */
export function makeSetAsideCard(deps: {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
  readonly newId: NewId;
}) {
  return (
    officer: Officer,
    input: { readonly cardNumber: string; readonly reason: QuarantineReason },
  ): Promise<Outcome<ProductionAttempt, SetAsideRefusal>> =>
    deps.inTransaction(officer, async (tx) => {
      const { cardNumber, reason } = input;
      const attempt = await tx.attempts.findByCard(cardNumber);
      const before = await tx.cards.find(cardNumber);
      const permit = before === undefined ? undefined : await tx.permits.find(before.permitId);
      if (attempt === undefined || before === undefined || permit === undefined) return refused('attempt-unknown');
      if (!IN_PRODUCTION.includes(before.state)) return refused('not-in-production');
      const quarantine = { reason, at: deps.clock() };
      const after = await tx.cards.save(before, { state: 'QUARANTINED', quarantine });
      await makeFollowCard({ ...deps, officer })(tx, { before, after, permit });
      await tx.attempts.discardJournal(cardNumber);
      return ok((await tx.attempts.findByCard(cardNumber)) ?? attempt);
    });
}

/** A card that was set aside is written off by two persons: its serial leaves the ledger as SPOILED. */
export function makeSpoilCard(deps: { readonly inTransaction: InTransaction; readonly clock: Clock }) {
  return (
    officer: Officer,
    input: { readonly cardNumber: string /** The second signature. */; readonly second: Officer },
  ): Promise<Outcome<ProductionAttempt, SpoilRefusal>> =>
    deps.inTransaction(officer, async (tx) => {
      const { cardNumber, second } = input;
      if (second.accountId === officer.accountId) return refused('same-person');
      const attempt = await tx.attempts.findByCard(cardNumber);
      const card = await tx.cards.find(cardNumber);
      if (attempt === undefined || card === undefined) return refused('attempt-unknown');
      if (attempt.state !== 'QUARANTINED') return refused('not-quarantined');
      const after = await moveAttempt(tx, attempt, { state: 'SPOILED', reason: 'two signatures' });
      await tx.cards.save(card, { state: 'SPOILED' });
      await tx.move({
        machine: 'CARD',
        subjectId: cardNumber,
        from: 'QUARANTINED',
        to: 'SPOILED',
        reason: 'two signatures',
      });
      const signed = { officer, secondId: second.accountId, at: deps.clock() };
      await postCard(tx, card, { to: 'SPOILED', reason: 'spoiled', ...signed });
      await tx.audit({ action: 'stock.spoil', object: cardNumber, reason: second.accountId });
      return ok(after);
    });
}
