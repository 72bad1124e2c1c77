import type { Lifecycle } from './lifecycle.ts';

export type CardState =
  | 'BLANK'
  | 'PERSONALISED'
  | 'CHECKED'
  | 'ACTIVE'
  | 'LOST_HOLD'
  | 'QUARANTINED'
  | 'SPOILED'
  | 'REPLACED'
  | 'RETURNED'
  | 'REVOKED'
  | 'DESTROYED';

/**
 * The plastic and the chip. A hold is lifted until the card is replaced; from REPLACED, RETURNED and REVOKED the only way is
 * the shredder, so a card found after its replacement never comes back. A quarantined card is one whose content nobody
 * vouches for: two signatures make it SPOILED.
 */
export const CARD = {
  entry: ['BLANK'],
  derived: [],
  moves: {
    BLANK: ['PERSONALISED', 'QUARANTINED', 'SPOILED'],
    PERSONALISED: ['CHECKED', 'QUARANTINED'],
    CHECKED: ['ACTIVE', 'QUARANTINED', 'REVOKED'],
    ACTIVE: ['LOST_HOLD', 'REPLACED', 'RETURNED', 'REVOKED'],
    LOST_HOLD: ['ACTIVE', 'REPLACED', 'RETURNED', 'REVOKED'],
    QUARANTINED: ['SPOILED'],
    SPOILED: ['DESTROYED'],
    REPLACED: ['DESTROYED'],
    RETURNED: ['DESTROYED'],
    REVOKED: ['DESTROYED'],
    DESTROYED: [],
  },
} as const satisfies Lifecycle<CardState>;
