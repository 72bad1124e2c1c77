import type { StockState } from '../lifecycles/index.ts';

/** Whether the office has a serial of that account in its hands, so that a count must find it. */
const IN_CUSTODY = {
  VAULT: true,
  COUNTER: true,
  PRODUCTION: true,
  HELD: true,
  HANDED_OVER: false,
  QUARANTINE: true,
  SPOILED: true,
  RETURNED: true,
  MISSING: false,
  DESTROYED: false,
} as const satisfies Record<StockState, boolean>;

/** Accounts that a serial enters only with two signatures. */
const TWO_SIGNATURES = {
  VAULT: false,
  COUNTER: false,
  PRODUCTION: false,
  HELD: false,
  HANDED_OVER: false,
  QUARANTINE: false,
  SPOILED: true,
  RETURNED: false,
  MISSING: true,
  DESTROYED: true,
} as const satisfies Record<StockState, boolean>;

/** True when a count of the office's drawers has to find the serials of that account. */
export function isInCustody(account: StockState): boolean {
  return IN_CUSTODY[account];
}

/** True for spoiled, missing and destroyed: one person alone cannot make a card disappear. */
export function needsTwoSignatures(account: StockState): boolean {
  return TWO_SIGNATURES[account];
}
