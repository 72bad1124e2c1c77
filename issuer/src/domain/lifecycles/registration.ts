import type { Lifecycle } from './lifecycle.ts';

export type RegistrationState = 'DECLARED' | 'VERIFIED' | 'CURRENT' | 'CHANGED' | 'ENDED' | 'REJECTED';

/**
 * One interval of residence. A person has many, and the gaps between them matter (Decree 663 art. 2; Hangzhou: the half-year
 * counts from registration). An interval that was over when it was verified goes from VERIFIED to ENDED.
 */
export const REGISTRATION = {
  entry: ['DECLARED'],
  derived: [],
  moves: {
    DECLARED: ['VERIFIED', 'REJECTED'],
    VERIFIED: ['CURRENT', 'ENDED', 'REJECTED'],
    CURRENT: ['CHANGED', 'ENDED'],
    CHANGED: [],
    ENDED: [],
    REJECTED: [],
  },
} as const satisfies Lifecycle<RegistrationState>;
