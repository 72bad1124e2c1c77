import type { Lifecycle } from './lifecycle.ts';

export type TerminalState = 'REQUESTED' | 'APPROVED' | 'DECLINED' | 'CERTIFIED' | 'EXPIRED' | 'REVOKED';

/**
 * The enrolment of a terminal by its key. EXPIRED follows from the last day of its certificate and is never written; a
 * renewal leaves it CERTIFIED. A revoked terminal enrols again with a new key.
 */
export const TERMINAL = {
  entry: ['REQUESTED'],
  derived: ['EXPIRED'],
  moves: {
    REQUESTED: ['APPROVED', 'DECLINED'],
    APPROVED: ['CERTIFIED', 'REVOKED'],
    DECLINED: [],
    CERTIFIED: ['EXPIRED', 'REVOKED'],
    EXPIRED: ['CERTIFIED', 'REVOKED'],
    REVOKED: [],
  },
} as const satisfies Lifecycle<TerminalState>;
