import { toHex } from '@residence-permit/shared/bytes';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { canMove, type CardState } from '../../domain/lifecycles/index.ts';
import type { RightRefusal } from '../../domain/rights/index.ts';
import { decidePosting, type PostingRefusal } from '../../domain/stock/index.ts';
import { moveAttempt } from '../production/moves.ts';
import type { Card, OfficeTransaction, RemovalAccount, SignedIn, StockRemoval } from '../ports/index.ts';
import { onStock, type StockDeps } from './on-stock.ts';
import { findRemovable, type RemovalFault } from './request-removal.ts';

export type ConfirmRemovalRefusal =
  | RightRefusal
  | RemovalFault
  | PostingRefusal
  | 'removal-unknown'
  | 'removal-confirmed';

/**
 * The second signature, by another person: the serial leaves its account, and the card that was made of it goes with it in
 * the same transaction.
 */
export function makeConfirmRemoval(deps: StockDeps) {
  return (
    by: SignedIn,
    { removalId }: { readonly removalId: string },
  ): Promise<Outcome<StockRemoval, ConfirmRemovalRefusal>> => {
    const earlierActs = async (tx: OfficeTransaction) => {
      const removal = await tx.removals.find(removalId);
      return removal === undefined ? [] : [{ action: 'stock.spoil' as const, accountId: removal.requestedBy }];
    };
    return onStock<StockRemoval, ConfirmRemovalRefusal>(
      deps,
      by,
      { action: 'stock.spoil', earlierActs },
      async (tx, { officer, office, now, today }) => {
        const removal = await tx.removals.find(removalId);
        if (removal === undefined || removal.officeId !== office.id) return refused('removal-unknown');
        if (removal.confirmedBy !== undefined) return refused('removal-confirmed');
        const found = await findRemovable(tx, office.id, removal);
        if (!found.ok) return found;
        const { serial, card } = found.value;
        const { chipNumber, to, reason, requestedBy: actorId } = removal;
        const order = { serial: toHex(chipNumber), to, reason, day: today, actorId, secondId: officer.accountId };
        const lastClosed = (await tx.stock.lastClosed(office.id))?.day;
        const posting = decidePosting(order, { account: serial.account, lastClosed });
        if (!posting.ok) return posting;
        await tx.removals.confirm(removal, { accountId: officer.accountId, at: now });
        const signed = { day: today, reason, actorId, secondId: officer.accountId };
        await tx.stock.post({ chipNumber, officeId: office.id, from: serial.account, to, ...signed }, now);
        if (card !== undefined) await followRemoval(tx, card, to);
        await tx.audit({ action: 'stock.spoil', object: order.serial, reason: `confirmed ${to}` });
        return ok({ ...removal, confirmedBy: officer.accountId, confirmedAt: now });
      },
    );
  };
}

/** What becomes of a card whose serial is written off. A missing one stays as it is: revoked or set aside. */
const CARD_STATE = { SPOILED: 'SPOILED', DESTROYED: 'DESTROYED', MISSING: undefined } as const satisfies Record<
  RemovalAccount,
  CardState | undefined
>;

async function followRemoval(tx: OfficeTransaction, card: Card, account: RemovalAccount): Promise<void> {
  const to = CARD_STATE[account];
  if (to === undefined || !canMove('CARD', card.state, to)) return;
  await tx.cards.save(card, { state: to });
  const { cardNumber: subjectId, state: from } = card;
  await tx.move({ machine: 'CARD', subjectId, from, to, reason: 'two signatures' });
  const attempt = await tx.attempts.findByCard(subjectId);
  if (to === 'SPOILED' && attempt?.state === 'QUARANTINED') {
    await moveAttempt(tx, attempt, { state: 'SPOILED', reason: 'two signatures' });
  }
}
