import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { needsCard } from '../../domain/policy/index.ts';
import type { CaseDeps } from '../applications/index.ts';
import { postCard } from '../production/post-card.ts';
import type { Card, OfficeTransaction, SignedIn, StockSerial } from '../ports/index.ts';
import { isLive, moveCard } from './move-card.ts';
import { type LiveCardRefusal, onLiveCard } from './on-live-card.ts';

export type TakeBackRefusal =
  | LiveCardRefusal
  /** It never left the office, or is back already. */
  | 'not-handed-out'
  /** A good card goes back to its holder; only one that is being replaced is kept. */
  | 'still-good';

/**
 * Takes a card back into the office. A card that was replaced or revoked stays what it is, however it was found: it goes to
 * the returned ones and from there, with two signatures, to the shredder. A good one is kept only while a case about another
 * card is under way. A card that nobody collected and that was revoked in its drawer goes the same way.
 */
export function makeTakeBackCard(deps: CaseDeps) {
  return (by: SignedIn, input: { readonly cardNumber: string }): Promise<Outcome<Card, TakeBackRefusal>> => {
    const { cardNumber } = input;
    const act = { cardNumber, action: 'card.take-back' } as const;
    return onLiveCard<Card, TakeBackRefusal>(deps, by, act, async (tx, file) => {
      const { card, ruleVersion, actor, now } = file;
      const serial = card.chipNumber === undefined ? undefined : await tx.stock.find(card.chipNumber);
      if (serial === undefined || !mayComeBack(card, serial)) return refused('not-handed-out');
      if (isLive(card) && !(await isBeingReplaced(tx, card))) return refused('still-good');
      const after = isLive(card)
        ? await moveCard(tx, card, { to: 'RETURNED', reason: 'handed back', ruleVersion })
        : card;
      await postCard(tx, card, { to: 'RETURNED', reason: 'handed back', officer: actor, at: now });
      await tx.audit({ action: 'card.take-back', personId: card.personId, object: cardNumber, reason: card.state });
      return ok(after);
    });
  };
}

/** A card that was handed out, or one that lapsed in the drawer and is revoked. */
function mayComeBack({ state }: Card, { account }: StockSerial): boolean {
  return account === 'HELD' ? state === 'REVOKED' : account === 'HANDED_OVER' && HANDED_OUT.includes(state);
}

const HANDED_OUT: readonly Card['state'][] = ['ACTIVE', 'LOST_HOLD', 'REPLACED', 'RETURNED', 'REVOKED'];

async function isBeingReplaced(tx: OfficeTransaction, { personId, permitId }: Card): Promise<boolean> {
  const applications = await tx.applications.ofPerson(personId);
  return applications.some(
    ({ kind, state, permitId: about }) => about === permitId && needsCard(kind) && PROMISED.includes(state),
  );
}

/** A case that was approved and whose new card was not fetched yet. */
const PROMISED: readonly string[] = ['APPROVED', 'IN_PRODUCTION', 'QUALITY_CHECK', 'READY'];
