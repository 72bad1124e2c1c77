import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { ActionRule } from './action-rules.ts';
import { isPurpose, PURPOSES, type Purpose } from './purposes.ts';
import { rightsOf } from './role-rights.ts';
import type { Role } from './roles.ts';
import type { Ground } from './target.ts';

export type PurposeRefusal = 'purpose-missing' | 'purpose-not-allowed' | 'case-missing';

/** A ground that was accepted: the roles that the purpose belongs to, and the purpose where the action asks one. */
export type Purposed = { readonly roles: readonly Role[]; readonly purpose: Purpose | undefined };

/** Whether the ground allows the action to one of these roles; each brings its own purposes. */
export function decidePurpose(
  rule: ActionRule,
  roles: readonly Role[],
  ground: Ground,
): Outcome<Purposed, PurposeRefusal> {
  if (rule.purposes.length === 0) return ok({ roles, purpose: undefined });
  const { purpose } = ground;
  if (purpose === undefined || purpose.trim() === '') return refused('purpose-missing');
  if (!isPurpose(purpose) || !rule.purposes.includes(purpose)) return refused('purpose-not-allowed');
  const bearers = roles.filter((role) => rightsOf(role).purposes.includes(purpose));
  if (bearers.length === 0) return refused('purpose-not-allowed');
  const isCaseMissing = ground.caseNumber === undefined || ground.caseNumber.trim() === '';
  if (rule.opensRecord && PURPOSES[purpose].caseNumber && isCaseMissing) return refused('case-missing');
  return ok({ roles: bearers, purpose });
}
