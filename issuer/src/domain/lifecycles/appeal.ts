import type { Lifecycle } from './lifecycle.ts';

export type AppealState = 'FILED' | 'ADMITTED' | 'INADMISSIBLE' | 'UPHELD' | 'DISMISSED' | 'WITHDRAWN';

/** An appeal against a refusal, a service class or a correction that was not made. Decided by somebody new to the case. */
export const APPEAL = {
  entry: ['FILED'],
  derived: [],
  moves: {
    FILED: ['ADMITTED', 'INADMISSIBLE', 'WITHDRAWN'],
    ADMITTED: ['UPHELD', 'DISMISSED', 'WITHDRAWN'],
    INADMISSIBLE: [],
    UPHELD: [],
    DISMISSED: [],
    WITHDRAWN: [],
  },
} as const satisfies Lifecycle<AppealState>;
