import { type Ed25519Engine, type Ed25519Signer, verifySign1 } from '@residence-permit/shared/cose';
import { PermitError } from '@residence-permit/shared/errors';
import {
  decodeSignedEntitlementRecord,
  type EntitlementRecord,
  signEntitlementRecord,
} from '@residence-permit/shared/records';
import { checkOwnOutput, runSigner } from './check-own-output.ts';

/** The key of a grantor and the kinds that it may grant. */
export type GrantorKey = { readonly kinds: readonly string[]; readonly signer: Ed25519Signer };

/** Finds the key of a grantor; `undefined` where this signer process holds none. */
export type FindGrantorKey = (grantor: string) => GrantorKey | undefined;

/**
 * Signs a grantor's entitlement record with that grantor's own key, refuses kinds that are not the grantor's, and verifies
 * the result before letting go of it.
 * @throws PermitError KEY_BAD without a key for the grantor or the kind; SIGNER_FAILED
 */
export function makeSignEntitlements(deps: {
  readonly findGrantorKey: FindGrantorKey;
  readonly engine: Ed25519Engine;
}) {
  return async (record: EntitlementRecord): Promise<Uint8Array> => {
    const key = deps.findGrantorKey(record.grantor);
    if (key === undefined) throw new PermitError('KEY_BAD', { detail: `no key of grantor ${record.grantor}` });
    const foreign = record.grants.find((grant) => !key.kinds.includes(grant.kind));
    if (foreign !== undefined) {
      throw new PermitError('KEY_BAD', { detail: `${record.grantor} may not grant ${foreign.kind}` });
    }
    const what = `DG${record.dataGroup}`;
    const signedBytes = await runSigner(what, () => signEntitlementRecord(record, key.signer));
    checkOwnOutput(what, () => {
      const { sign1 } = decodeSignedEntitlementRecord(signedBytes);
      return verifySign1({ sign1, publicKey: key.signer.publicKey, engine: deps.engine });
    });
    return signedBytes;
  };
}
