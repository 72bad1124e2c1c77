import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { ACTION_RULES, type ActionRule } from './action-rules.ts';
import type { Action } from './actions.ts';
import { decidePurpose, type PurposeRefusal } from './decide-purpose.ts';
import { rightsOf } from './role-rights.ts';
import type { Role } from './roles.ts';
import type { Subject } from './subject.ts';
import type { Ground } from './target.ts';

export type AccessRefusal = 'no-role' | PurposeRefusal | 'step-up-needed';

/**
 * What can be asked before anything is looked up: whether the subject could do this to anything at all. A yes grants nothing;
 * `decideRight` decides once it is known what it is about.
 */
export function decideAccess(question: {
  readonly subject: Subject;
  readonly action: Action;
  readonly ground: Ground;
}): Outcome<readonly Role[], AccessRefusal> {
  const { subject, action, ground } = question;
  const rule: ActionRule = ACTION_RULES[action];
  const roles = subject.assignments.map(({ role }) => role).filter((role) => rightsOf(role).actions[action]);
  if (roles.length === 0) return refused('no-role');
  const purposed = decidePurpose(rule, roles, ground);
  if (!purposed.ok) return purposed;
  if (rule.stepUp !== 'none' && !subject.stepUps.includes(rule.stepUp)) return refused('step-up-needed');
  return ok(purposed.value.roles);
}
