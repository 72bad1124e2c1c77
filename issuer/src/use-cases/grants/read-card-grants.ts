import type { Outcome } from '@residence-permit/shared/outcome';
import { type HoldingCard, type PlaceOnCard, placeOnCard } from '../../domain/grants/index.ts';
import { catalogueInForce } from '../catalogue/index.ts';
import type { Card, GrantWithdrawal, OfficeTransaction, PermitGrant, SignedIn } from '../ports/index.ts';
import { newestCard } from './find-entitlements.ts';
import { lookAtGrants, ownOf, type SeenGrants } from './look-at-grants.ts';
import type { GrantDeps, GrantsRefusal } from './on-grants.ts';

/** What is to stand on a card, and what does, as far as the register knows. */
export type CardGrants = {
  readonly permitNumber: string;
  readonly card: Card;
  /** False once another card of the permit is to hold the grants. */
  readonly isNewest: boolean;
  /** When a counter last wrote grants to it, in seconds since the epoch. */
  readonly writtenAt?: number;
  /** Those that the card has to do with, in the order in which they were entered. */
  readonly grants: readonly { readonly grant: PermitGrant; readonly place: PlaceOnCard }[];
};

/** The grants of a permit as they stand to one of its cards: before it is written at a counter, and afterwards. */
export function makeReadCardGrants(deps: Pick<GrantDeps, 'inTransaction' | 'clock'>) {
  return (by: SignedIn, { cardNumber }: { readonly cardNumber: string }): Promise<Outcome<CardGrants, GrantsRefusal>> =>
    lookAtGrants<CardGrants>(
      deps,
      by,
      async (tx) => (await tx.cards.find(cardNumber))?.permitId,
      (tx, seen) => readCard(tx, cardNumber, seen),
    );
}

async function readCard(tx: OfficeTransaction, cardNumber: string, seen: SeenGrants): Promise<CardGrants> {
  const { permit } = seen;
  const cards = await tx.cards.ofPermit(permit.id);
  const card = cards.find((one) => one.cardNumber === cardNumber);
  if (card === undefined) throw new TypeError('cardNumber: want a card of the permit');
  const held = await tx.grants.onCard(cardNumber);
  const { entries } = await catalogueInForce(tx);
  const kinds = new Set(entries.filter(({ isOnCard }) => isOnCard).map(({ id }) => id));
  const withdrawals = await tx.grantWithdrawals.ofPermit(permit.id);
  const grants = ownOf(await tx.grants.ofPermit(permit.id), seen);
  const placed = grants.flatMap((grant) => {
    const withdrawn = withdrawnOf(grant, withdrawals);
    const holding: HoldingCard = { plannedAt: card.createdAt, held: held.find((record) => isOf(grant, record)) };
    const place = placeOnCard({ ...grant, isForCards: kinds.has(grant.kind), withdrawn }, holding);
    return place === undefined ? [] : [{ grant, place }];
  });
  const written = held.map(({ writtenAt }) => writtenAt);
  return {
    permitNumber: permit.number,
    card,
    isNewest: newestCard(cards)?.cardNumber === cardNumber,
    ...(written.length === 0 ? {} : { writtenAt: Math.max(...written) }),
    grants: placed,
  };
}

function withdrawnOf({ id }: PermitGrant, withdrawals: readonly GrantWithdrawal[]) {
  const approved = withdrawals.find(({ grantId, state }) => grantId === id && state === 'APPROVED');
  return approved?.decidedAt === undefined
    ? undefined
    : { at: approved.decidedAt, recordVersion: approved.recordVersion };
}

function isOf(grant: PermitGrant, record: { readonly dataGroup: number; readonly grantor: string }): boolean {
  return record.dataGroup === grant.dataGroup && record.grantor === grant.grantor;
}
