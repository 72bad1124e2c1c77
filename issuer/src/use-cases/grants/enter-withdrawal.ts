import { encodeUtf8 } from '@residence-permit/shared/bytes';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { type ProposeWithdrawalRefusal, proposeWithdrawal } from '../../domain/grants/index.ts';
import type { GrantWithdrawal, SignedIn } from '../ports/index.ts';
import { type GrantDeps, type GrantsRefusal, onGrant } from './on-grants.ts';
import { type InstructionRefusal, openInstruction } from './open-instruction.ts';
import { readWithdrawalInstruction } from './read-instruction.ts';

export type EnterWithdrawalRefusal =
  | GrantsRefusal
  | 'grant-unknown'
  | InstructionRefusal
  | ProposeWithdrawalRefusal
  /** An instruction is carried out once. */
  | 'already-carried-out'
  /** Another one waits for its second person. */
  | 'withdrawal-open';

/**
 * Enters the withdrawal of a grant on the signed instruction of the department that granted it, which is verified and kept as
 * received. It waits for a second person; until then the holder has the grant.
 */
export function makeEnterWithdrawal(deps: Pick<GrantDeps, 'inTransaction' | 'clock' | 'newId'>) {
  return async (
    by: SignedIn,
    input: {
      /** JWS in compact form. */
      readonly instruction: string;
    },
  ): Promise<Outcome<GrantWithdrawal, EnterWithdrawalRefusal>> => {
    const actor = { accountId: by.accountId, officeId: by.officeId ?? '' };
    const findKey = (keyId: string) => deps.inTransaction(actor, (tx) => tx.departmentKeys.find(keyId));
    const opened = await openInstruction(input.instruction, 'withdrawal', { findKey, now: deps.clock() });
    if (!opened.ok) return opened;
    const instruction = readWithdrawalInstruction(opened.value);
    if (instruction === undefined) return refused('instruction-malformed');
    const { grantId, grantor, reference, reason, from } = instruction;
    const act = { grantId, action: 'grant.withdraw' } as const;
    return onGrant<GrantWithdrawal, EnterWithdrawalRefusal>(deps, by, act, async (tx, { grant, permit, now }) => {
      if ((await tx.grantWithdrawals.findByReference(grantor, reference)) !== undefined)
        return refused('already-carried-out');
      const proposed = proposeWithdrawal(instruction, grant);
      if (!proposed.ok) return proposed;
      const others = await tx.grantWithdrawals.ofPermit(permit.id);
      if (others.some((other) => other.grantId === grantId && other.state === 'PROPOSED'))
        return refused('withdrawal-open');
      const entered: GrantWithdrawal = {
        id: deps.newId(),
        grantId,
        grantor,
        reason,
        from,
        reference,
        state: proposed.value,
        instruction: encodeUtf8(input.instruction),
        keyId: opened.value.keyId,
        enteredBy: by.accountId,
        enteredAt: now,
        version: 0,
      };
      await tx.grantWithdrawals.insert(entered);
      await tx.move({ machine: 'GRANT_WITHDRAWAL', subjectId: entered.id, to: entered.state, reason: 'instructed' });
      await tx.audit({ action: 'grant.withdraw', personId: permit.personId, object: grantId, reason });
      return ok(entered);
    });
  };
}
