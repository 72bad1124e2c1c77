import type { Circumstances } from '../circumstances.ts';

/** Whose limit applied: the setting of the terminal, or the kind of entitlement that was asked for. The stricter wins. */
export type BudgetOwner = 'terminal' | 'kind';

/** How old one trust file was at the tap, and what that age was held against. All times in seconds. */
export type AgeCheck = {
  readonly file: 'bundle' | 'status';
  /** What was asked of it: whether the card is good, or the entitlement kind of that id. */
  readonly question: 'card' | { readonly kind: string };
  /** Negative when the clock is behind the file. */
  readonly ageSeconds: number;
  /** The strictest budget that applied, and whose it is. */
  readonly budgetSeconds: number;
  readonly budgetOf: BudgetOwner;
  /** Until the file expires; 0 or less when it has. */
  readonly leftSeconds: number;
  /** What was found: the first of expiry and budget that failed, or neither. */
  readonly outcome: 'fresh' | 'expired' | 'over-budget';
};

/** What a file says of its own time. */
type Dated = { readonly issuedAt: number; readonly expiresAt: number };

/**
 * Holds the age of a file against its expiry and the budgets that apply. It is stale from its end on, that second included.
 * Freshness is what is proved: a time or a budget that is no number makes the file stale.
 */
export function checkAge(input: {
  readonly file: AgeCheck['file'];
  readonly dated: Dated;
  readonly circumstances: Pick<Circumstances, 'at' | 'staleness'>;
  /** The kind that was asked for, with its own budget. */
  readonly kind?: { readonly id: string; readonly stalenessBudget: number };
}): AgeCheck {
  const { file, dated, kind } = input;
  const { at, staleness } = input.circumstances;
  const terminal = file === 'bundle' ? staleness.bundleSeconds : staleness.statusSeconds;
  const budgetOf: BudgetOwner = kind !== undefined && !(terminal < kind.stalenessBudget) ? 'kind' : 'terminal';
  const budgetSeconds = budgetOf === 'kind' && kind !== undefined ? kind.stalenessBudget : terminal;
  const ageSeconds = at - dated.issuedAt;
  const young = ageSeconds <= budgetSeconds;
  return {
    file,
    question: kind === undefined ? 'card' : { kind: kind.id },
    ageSeconds,
    budgetSeconds,
    budgetOf,
    leftSeconds: dated.expiresAt - at,
    outcome: at < dated.expiresAt ? (young ? 'fresh' : 'over-budget') : 'expired',
  };
}
