import { encodeUtf8 } from '@residence-permit/shared/bytes';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { GRANT_ID_BYTES } from '@residence-permit/shared/records';
import { type ProposeRefusal, proposeGrant } from '../../domain/grants/index.ts';
import { catalogueInForce } from '../catalogue/index.ts';
import type { PermitGrant, SignedIn } from '../ports/index.ts';
import { type GrantDeps, type GrantsRefusal, onGrants, openGrants } from './on-grants.ts';
import { type InstructionRefusal, openInstruction } from './open-instruction.ts';
import { readGrantInstruction } from './read-instruction.ts';

export type EnterGrantRefusal =
  | GrantsRefusal
  | InstructionRefusal
  | ProposeRefusal
  /** The kind takes no new grants. */
  | 'kind-closed'
  /** An instruction is carried out once. */
  | 'already-carried-out';

/**
 * Enters a grant on a department's signed instruction, which is verified and kept as received. It waits for a second person;
 * until then nothing of it is in a record.
 */
export function makeEnterGrant(deps: GrantDeps) {
  return async (
    by: SignedIn,
    input: {
      /** JWS in compact form. */
      readonly instruction: string;
    },
  ): Promise<Outcome<PermitGrant, EnterGrantRefusal>> => {
    const actor = { accountId: by.accountId, officeId: by.officeId ?? '' };
    const findKey = (keyId: string) => deps.inTransaction(actor, (tx) => tx.departmentKeys.find(keyId));
    const opened = await openInstruction(input.instruction, 'grant', { findKey, now: deps.clock() });
    if (!opened.ok) return opened;
    const instruction = readGrantInstruction(opened.value);
    if (instruction === undefined) return refused('instruction-malformed');
    const { permitNumber, grantor, reference, grant } = instruction;
    return onGrants<PermitGrant, EnterGrantRefusal>(
      deps,
      by,
      (tx) => tx.grants.findPermitId(permitNumber),
      async (tx, permitId) => {
        const now = deps.clock();
        const file = await openGrants(tx, { by, permitId, now, action: 'grant.enter', grantor });
        if (!file.ok) return file;
        const { permit, today } = file.value;
        if ((await tx.grants.findByReference(grantor, reference)) !== undefined) return refused('already-carried-out');
        const { version: catalogueVersion, entries } = await catalogueInForce(tx);
        const proposed = proposeGrant(instruction, {
          catalogue: { version: catalogueVersion, kinds: entries },
          permitState: permit.state,
          enteredBy: by.accountId,
          today,
        });
        if (!proposed.ok) return proposed;
        if (entries.some(({ id, isOpen }) => id === grant.kind && !isOpen)) return refused('kind-closed');
        const entered: PermitGrant = {
          ...grant,
          id: deps.newId(),
          grantRef: deps.random(GRANT_ID_BYTES),
          permitId,
          grantor,
          dataGroup: proposed.value.kind.dataGroup,
          catalogueVersion,
          state: 'PROPOSED',
          instruction: encodeUtf8(input.instruction),
          reference,
          enteredBy: by.accountId,
          enteredAt: now,
          version: 0,
        };
        await tx.grants.insert(entered);
        await tx.move({ machine: 'GRANT', subjectId: entered.id, to: 'PROPOSED', reason: 'instructed' });
        await tx.audit({ action: 'grant.enter', personId: permit.personId, object: entered.id });
        return ok(entered);
      },
    );
  };
}
