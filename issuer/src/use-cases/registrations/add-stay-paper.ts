import { type Outcome, ok } from '@residence-permit/shared/outcome';
import type { EvidenceType } from '../../domain/policy/index.ts';
import { type FileRefusal, keepPaper, type PaperDeps, retainedUntil } from '../applications/index.ts';
import { onPerson, type PersonDeps, type PersonRefusal } from '../persons/index.ts';
import type { SignedIn } from '../ports/index.ts';

export type AddStayPaper = { readonly personId: string; readonly type: EvidenceType; readonly content: Uint8Array };
export type AddStayPaperRefusal = PersonRefusal | FileRefusal;

/**
 * Adds a paper that shows a stay to somebody's record, apart from any case: residence is registered long before a permit.
 * @throws PermitError PERSON_ERASED; STORE_FAILED
 */
export function makeAddStayPaper(deps: PersonDeps & PaperDeps) {
  return async (
    by: SignedIn,
    input: AddStayPaper,
  ): Promise<Outcome<{ readonly evidenceId: string }, AddStayPaperRefusal>> => {
    const { personId, type } = input;
    const act = { personId, action: 'registration.enter', place: 'office of the caller' } as const;
    const allowed = await onPerson<string, PersonRefusal>(deps, by, act, async () => ok(personId));
    if (!allowed.ok) return allowed;
    const kept = await keepPaper(deps, personId, input);
    if (!kept.ok) return kept;
    return onPerson<{ readonly evidenceId: string }, PersonRefusal>(
      deps,
      by,
      act,
      async (tx, { now, today, policy, granted }) => {
        const evidenceId = deps.newId();
        const [paper] = kept.value;
        if (paper === undefined) throw new RangeError('content: want one paper');
        const retainUntil = retainedUntil(type, policy, today);
        await tx.evidence.insert({
          ...paper,
          id: evidenceId,
          personId,
          addedBy: by.accountId,
          addedAt: now,
          retainUntil,
        });
        await tx.audit({ action: granted.action, personId, object: evidenceId, reason: type });
        return ok({ evidenceId });
      },
    );
  };
}
