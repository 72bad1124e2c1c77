import type { Clock, NewId } from '../../ports/index.ts';
import { afterRefusal } from '../../domain/endorsement/index.ts';
import type { PolicySet } from '../../domain/policy/index.ts';
import { makeEndPermitIn } from '../card-life/end-permit-in.ts';
import type { Application, Officer, OfficeTransaction } from '../ports/index.ts';

/**
 * What becomes of the permit whose endorsement is being refused, in the transaction of that decision: where the rules of the
 * place say so it ends, and its cards are revoked (Hangzhou art. 21); else it is left to lapse.
 */
export function makeFollowRefusal(deps: { readonly clock: Clock; readonly newId: NewId }) {
  const endPermitIn = makeEndPermitIn(deps);
  return async (
    tx: OfficeTransaction,
    application: Application,
    by: { readonly officer: Officer; readonly policy: PolicySet; readonly ruleVersion: string },
  ): Promise<void> => {
    const { kind, permitId, id: applicationId } = application;
    if (kind !== 'ENDORSE' || permitId === undefined) return;
    if (afterRefusal(by.policy.endorsement) !== 'TERMINATED') return;
    const permit = await tx.permits.find(permitId);
    if (permit?.state !== 'IN_FORCE') return;
    const { officer, ruleVersion } = by;
    await endPermitIn(tx, permit, { ground: 'ENDORSEMENT_REFUSED', officer, ruleVersion, applicationId });
  };
}
