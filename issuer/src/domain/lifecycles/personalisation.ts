import type { Lifecycle } from './lifecycle.ts';

export type PersonalisationState =
  | 'RESERVED'
  | 'RELEASED'
  | 'SIGNED'
  | 'WRITING'
  | 'WRITTEN'
  | 'READ_BACK'
  | 'QA_OK'
  | 'HELD'
  | 'HANDED_OVER'
  | 'ACTIVE'
  | 'QUARANTINED'
  | 'SPOILED'
  | 'LAPSED';

/**
 * One attempt at making one card. Before SIGNED the serial may be released, provided that no command reached the chip;
 * from SIGNED on the card number is used up. An outcome that nobody knows is QUARANTINED, never guessed. A card handed over
 * and not activated on the spot goes back to the drawer.
 */
export const PERSONALISATION = {
  entry: ['RESERVED'],
  derived: [],
  moves: {
    RESERVED: ['SIGNED', 'RELEASED', 'QUARANTINED'],
    RELEASED: [],
    SIGNED: ['WRITING', 'QUARANTINED'],
    WRITING: ['WRITTEN', 'QUARANTINED'],
    WRITTEN: ['READ_BACK', 'QUARANTINED'],
    READ_BACK: ['QA_OK', 'QUARANTINED'],
    QA_OK: ['HELD', 'QUARANTINED'],
    HELD: ['HANDED_OVER', 'LAPSED', 'QUARANTINED'],
    HANDED_OVER: ['ACTIVE', 'HELD', 'QUARANTINED'],
    ACTIVE: [],
    QUARANTINED: ['SPOILED'],
    SPOILED: [],
    LAPSED: [],
  },
} as const satisfies Lifecycle<PersonalisationState>;
