import type { Lifecycle } from './lifecycle.ts';

export type BatchCardState = 'WAITING' | 'TAKEN' | 'MADE' | 'SET_ASIDE' | 'LEFT';

/**
 * One card of a batch that is being made. TAKEN: a reader has it. LEFT: its chip never came, so nothing was begun or what
 * stands on the chip is known; the next run takes it up. SET_ASIDE: nobody vouches for what stands on the chip, and the next
 * run makes another card.
 */
export const BATCH_CARD = {
  entry: ['WAITING'],
  derived: [],
  moves: {
    WAITING: ['TAKEN'],
    TAKEN: ['WAITING', 'MADE', 'SET_ASIDE', 'LEFT'],
    MADE: [],
    SET_ASIDE: ['WAITING'],
    LEFT: ['WAITING'],
  },
} as const satisfies Lifecycle<BatchCardState>;
