import { CARD_STATUS, CARD_STATUS_BITS, packStatuses, type StatusList } from '@residence-permit/shared/status-list';
import { LIST_SIZE, type RegisterState, type Standing } from '../register/index.ts';

const VALUES = {
  clear: CARD_STATUS.CLEAR,
  revoked: CARD_STATUS.REVOKED,
  hold: CARD_STATUS.ON_HOLD,
} as const satisfies Record<Standing, number>;

/** The list at that address: each card's standing at its index. A quarantined card counts as revoked: it must never be good. */
export function statusListOf(state: RegisterState, uri: string): StatusList {
  const entries = state.cards
    .filter((card) => card.status.uri === uri)
    .map(({ status, standing, stage }) => {
      const value = stage === 'quarantined' ? CARD_STATUS.REVOKED : VALUES[standing];
      return [status.index, value] as const;
    });
  return packStatuses({ bits: CARD_STATUS_BITS, length: LIST_SIZE, entries });
}

/** Every list address that a card names, and the one that new cards get. */
export function statusUrisOf(state: RegisterState, currentUri: string): readonly string[] {
  return [...new Set([currentUri, ...state.cards.map((card) => card.status.uri)])].sort();
}
