import type { Lifecycle } from './lifecycle.ts';

export type GrantWithdrawalState = 'PROPOSED' | 'APPROVED' | 'DECLINED';

/** The withdrawal of a grant on its department's instruction: the grant ends with the approval, and with nothing before it. */
export const GRANT_WITHDRAWAL = {
  entry: ['PROPOSED'],
  derived: [],
  moves: { PROPOSED: ['APPROVED', 'DECLINED'], APPROVED: [], DECLINED: [] },
} as const satisfies Lifecycle<GrantWithdrawalState>;
