import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { PermitGrant, SignedIn } from '../ports/index.ts';
import { isForCards } from './approve-grant.ts';
import { isRunning, moveGrant } from './move-grant.ts';
import { type GrantDeps, type GrantsRefusal, onGrant } from './on-grants.ts';

export type WithdrawGrantRefusal = GrantsRefusal | 'grant-unknown' | 'not-in-force';

/** Takes a grant back: the next version of the grantor's record is without it, and cards learn of it when they are next written. */
export function makeWithdrawGrant(deps: Pick<GrantDeps, 'inTransaction' | 'clock'>) {
  return (
    by: SignedIn,
    input: {
      readonly grantId: string;
      /** Words without personal data. */
      readonly reason: string;
    },
  ): Promise<Outcome<PermitGrant, WithdrawGrantRefusal>> => {
    const { grantId, reason } = input;
    const act = { grantId, action: 'grant.withdraw' } as const;
    return onGrant<PermitGrant, WithdrawGrantRefusal>(deps, by, act, async (tx, { grant, permit }) => {
      if (!isRunning(grant)) return refused('not-in-force');
      const withdrawn = await moveGrant(tx, grant, { state: 'REVOKED', reason });
      if (await isForCards(tx, grant)) await tx.grants.raiseRecord(permit.id, grant);
      await tx.audit({ action: 'grant.withdraw', personId: permit.personId, object: grant.id, reason });
      return ok(withdrawn);
    });
  };
}
