import type { GrantState } from '../lifecycles/index.ts';

/** Where a grant is, as the register knows it of one card. */
export const PLACES_ON_CARD = ['ON_CARD', 'TO_WRITE', 'TO_TAKE_OFF', 'REGISTER_ONLY'] as const;
export type PlaceOnCard = (typeof PLACES_ON_CARD)[number];

/** Of a grant, what tells its place. Instants are seconds since the epoch. */
export type PlacedGrant = {
  readonly state: Exclude<GrantState, 'SUSPENDED'>;
  /** False for a kind that tells of its holder. */
  readonly isForCards: boolean;
  readonly approvedAt?: number | undefined;
  /** Its approved withdrawal, with the first version of the grantor's record that is without the grant. */
  readonly withdrawn?: { readonly at: number; readonly recordVersion?: number | undefined } | undefined;
};

/** A card, and what it was found to hold of the grantor's record when it was last written at a counter. */
export type HoldingCard = {
  readonly plannedAt: number;
  readonly held?: { readonly version: number; readonly writtenAt: number } | undefined;
};

/**
 * The place of a grant, or nothing for one that no card has to do with: it was not approved, is over by its dates or used up, or
 * was taken back before it reached the card. A card that no counter has written yet holds what was approved before it was
 * planned. The chip itself is asked when it is written; this is what can be told beforehand.
 */
export function placeOnCard(grant: PlacedGrant, card: HoldingCard): PlaceOnCard | undefined {
  const { state, isForCards } = grant;
  const isRunning = state === 'GRANTED' || state === 'ACTIVE';
  if (!isForCards) return isRunning ? 'REGISTER_ONLY' : undefined;
  if (state === 'GRANTED') return 'TO_WRITE';
  if (state === 'ACTIVE') return hasReached(grant, card) ? 'ON_CARD' : 'TO_WRITE';
  return state === 'REVOKED' && hasReached(grant, card) && isLeftOn(grant, card) ? 'TO_TAKE_OFF' : undefined;
}

function hasReached({ approvedAt }: PlacedGrant, card: HoldingCard): boolean {
  return approvedAt !== undefined && approvedAt <= lastWrite(card);
}

/** True of a grant that was taken back after the card was last written. */
function isLeftOn({ withdrawn }: PlacedGrant, card: HoldingCard): boolean {
  if (withdrawn === undefined || withdrawn.at < lastWrite(card)) return false;
  const { recordVersion } = withdrawn;
  return card.held === undefined || recordVersion === undefined || card.held.version < recordVersion;
}

function lastWrite({ held, plannedAt }: HoldingCard): number {
  return held?.writtenAt ?? plannedAt;
}
