import { encodeUtf8 } from '@residence-permit/shared/bytes';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { GRANT_ID_BYTES } from '@residence-permit/shared/records';
import { type ProposeRefusal, proposeGrant } from '../../domain/grants/index.ts';
import { catalogueInForce } from '../catalogue/index.ts';
import type { PermitGrant, SignedIn } from '../ports/index.ts';
import { type GrantDeps, type GrantsRefusal, onGrants, openGrants } from './on-grants.ts';
import { type InstructionRefusal, openInstruction, parseInstruction } from './open-instruction.ts';

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
    const sealed = parseInstruction(input.instruction);
    if (!sealed.ok) return sealed;
    const actor = { accountId: by.accountId, officeId: by.officeId ?? '' };
    const key = await deps.inTransaction(actor, (tx) => tx.departmentKeys.find(sealed.value.keyId));
    const opened = openInstruction(sealed.value, key);
    if (!opened.ok) return opened;
    const { permitNumber, grantor, reference, grant } = opened.value;
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
        const proposed = proposeGrant(opened.value, {
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
