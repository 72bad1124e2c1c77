import type { Sign1 } from '@residence-permit/shared/cose';
import { isKept, type SignerEntry } from '@residence-permit/shared/trust-bundle';

/**
 * False once the signer is withdrawn, whatever date the record bears, for a thief can back-date; but for what the bundle
 * says that its office can account for.
 */
export function isSignerBelieved(signer: SignerEntry, sign1: Sign1, at: number): boolean {
  return signer.withdrawnAt === undefined || at < signer.withdrawnAt || isKept(signer, sign1);
}

/** True if the signer was in its period of signing at `signedAt`, seconds since 1970. */
export function couldSignAt(signer: SignerEntry, signedAt: number): boolean {
  return signer.from <= signedAt && signedAt <= signer.through;
}
