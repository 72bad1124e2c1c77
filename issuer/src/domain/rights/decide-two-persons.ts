import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { ACTION_RULES, type ActionRule } from './action-rules.ts';
import type { Action } from './actions.ts';

/** The accounts that stand for an act, each once, in the order in which they signed. */
export type Signatories = readonly string[];

/** Whether enough different people have signed an act for it to be carried out. `signers` come from stored grants. */
export function decideTwoPersons(
  action: Action,
  signers: Signatories,
): Outcome<Signatories, 'second-person-needed' | 'same-person'> {
  const rule: ActionRule = ACTION_RULES[action];
  const different = [...new Set(signers)];
  if (different.length < signers.length) return refused('same-person');
  return different.length >= rule.persons ? ok(different) : refused('second-person-needed');
}
