import { ACTION_RULES, type ActionRule } from './action-rules.ts';
import type { Granted } from './decide-right.ts';
import { PURPOSES } from './purposes.ts';

/**
 * The number of the case that a look names and that has to be one of the person looked at; nothing where no record is opened,
 * or where the purpose's numbers are not the office's.
 */
export function comparedCase({ action, purpose, caseNumber }: Granted): string | undefined {
  const rule: ActionRule = ACTION_RULES[action];
  if (!rule.opensRecord || purpose === undefined || !PURPOSES[purpose].isOfficeCase) return undefined;
  return caseNumber;
}
