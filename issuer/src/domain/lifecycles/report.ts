import type { Lifecycle } from './lifecycle.ts';

export type ReportState =
  | 'RECEIVED'
  | 'VALIDATED'
  | 'MATCHED'
  | 'NEW'
  | 'CONFLICT'
  | 'CONFIRMED'
  | 'DISPUTED'
  | 'APPLIED'
  | 'REJECTED';

/**
 * What an employer, landlord, property firm, agent or school filed. It is a claim (Decree 663 art. 8: third parties assist):
 * nothing is applied that neither the holder nor an officer confirmed, and a disputed one is confirmed again first.
 */
export const REPORT = {
  entry: ['RECEIVED'],
  derived: [],
  moves: {
    RECEIVED: ['VALIDATED', 'REJECTED'],
    VALIDATED: ['MATCHED', 'NEW', 'CONFLICT'],
    MATCHED: ['CONFIRMED', 'DISPUTED', 'REJECTED'],
    NEW: ['CONFIRMED', 'DISPUTED', 'REJECTED'],
    CONFLICT: ['CONFIRMED', 'DISPUTED', 'REJECTED'],
    CONFIRMED: ['APPLIED', 'DISPUTED', 'REJECTED'],
    DISPUTED: ['CONFIRMED', 'REJECTED'],
    APPLIED: [],
    REJECTED: [],
  },
} as const satisfies Lifecycle<ReportState>;
