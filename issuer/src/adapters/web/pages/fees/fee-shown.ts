import { clauseName } from '../../../documents/content/name-tables.ts';
import type { PageRequest } from '../../page/page.ts';
import type { CaseBody } from '../cases/read-case.ts';

/** How a fee stands: nothing to pay by the rules, owed, paid, or let off. */
export type FeeStanding = 'free' | 'due' | 'paid' | 'waived';

/** A fee of a case as pages show it, with the rule that it follows from. */
export function feeShown({ language }: PageRequest, fee: CaseBody['fees'][number]) {
  return { ...fee, standing: standingOf(fee), clause: clauseName(fee.rule, language) };
}

function standingOf({ amountFen, waivedFor, paidAt }: CaseBody['fees'][number]): FeeStanding {
  if (paidAt !== undefined) return 'paid';
  if (waivedFor !== undefined) return 'waived';
  return amountFen === 0 ? 'free' : 'due';
}
