import type { Lifecycle } from './lifecycle.ts';

export type GrantState =
  | 'PROPOSED'
  | 'DECLINED'
  | 'GRANTED'
  | 'ACTIVE'
  | 'SUSPENDED'
  | 'EXHAUSTED'
  | 'EXPIRED'
  | 'REVOKED';

/**
 * An entitlement of a permit. SUSPENDED follows from the permit where the kind does not survive suspension, and is never
 * written. Whether the grant stands on the card is another question, with a flag of its own.
 */
export const GRANT = {
  entry: ['PROPOSED'],
  derived: ['SUSPENDED'],
  moves: {
    PROPOSED: ['GRANTED', 'DECLINED'],
    DECLINED: [],
    GRANTED: ['ACTIVE', 'EXPIRED', 'REVOKED'],
    ACTIVE: ['SUSPENDED', 'EXHAUSTED', 'EXPIRED', 'REVOKED'],
    SUSPENDED: ['ACTIVE', 'EXPIRED', 'REVOKED'],
    EXHAUSTED: [],
    EXPIRED: [],
    REVOKED: [],
  },
} as const satisfies Lifecycle<GrantState>;
