import type { Lifecycle } from './lifecycle.ts';

export type PermitState = 'IN_FORCE' | 'SUSPENDED' | 'TERMINATED';

/**
 * The permit as a right. Suspension follows from the last endorsed day (Decree 663 art. 10) and is never written; a late
 * endorsement restores the permit. Termination is final, save for one that rested on a refused endorsement which an appeal
 * upheld against: then there was no end. Anybody else who comes back applies for a permit of its own.
 */
export const PERMIT = {
  entry: ['IN_FORCE'],
  derived: ['SUSPENDED'],
  moves: {
    IN_FORCE: ['SUSPENDED', 'TERMINATED'],
    SUSPENDED: ['IN_FORCE', 'TERMINATED'],
    TERMINATED: ['IN_FORCE'],
  },
} as const satisfies Lifecycle<PermitState>;

/** Why a permit ended. Hangzhou art. 21; fraud: Decree 663 art. 18; `UNCOLLECTED`: its first card was never fetched. */
export const TERMINATION_GROUNDS = [
  'ENDORSEMENT_REFUSED',
  'LOCAL_HUKOU',
  'DEATH',
  'FRAUD',
  'LEFT_AND_CANCELLED',
  'UNCOLLECTED',
] as const;
export type TerminationGround = (typeof TERMINATION_GROUNDS)[number];
