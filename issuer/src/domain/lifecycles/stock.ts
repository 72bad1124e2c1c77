import type { Lifecycle } from './lifecycle.ts';

export type StockState =
  | 'VAULT'
  | 'COUNTER'
  | 'PRODUCTION'
  | 'HELD'
  | 'HANDED_OVER'
  | 'QUARANTINE'
  | 'SPOILED'
  | 'RETURNED'
  | 'MISSING'
  | 'DESTROYED';

/**
 * Where a serial is: also the accounts of the stock ledger. A card that its holder lost stays HANDED_OVER until it turns up
 * as RETURNED. A serial that a count did not find is MISSING; when it is found it goes to QUARANTINE, not back to use.
 */
export const STOCK = {
  entry: ['VAULT'],
  derived: [],
  moves: {
    VAULT: ['COUNTER', 'PRODUCTION', 'SPOILED', 'MISSING'],
    COUNTER: ['VAULT', 'PRODUCTION', 'SPOILED', 'MISSING'],
    PRODUCTION: ['COUNTER', 'VAULT', 'HELD', 'QUARANTINE', 'SPOILED', 'MISSING'],
    HELD: ['HANDED_OVER', 'QUARANTINE', 'RETURNED', 'MISSING'],
    HANDED_OVER: ['HELD', 'QUARANTINE', 'RETURNED'],
    QUARANTINE: ['SPOILED', 'MISSING'],
    SPOILED: ['DESTROYED', 'MISSING'],
    RETURNED: ['DESTROYED', 'MISSING'],
    MISSING: ['QUARANTINE'],
    DESTROYED: [],
  },
} as const satisfies Lifecycle<StockState>;
