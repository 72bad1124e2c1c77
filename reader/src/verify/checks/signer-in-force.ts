import type { SignerEntry } from '@residence-permit/shared/trust-bundle';

/** False once the signer is withdrawn: from then on nothing that it ever signed is believed, for a thief can back-date. */
export function isSignerBelieved(signer: SignerEntry, at: number): boolean {
  return signer.withdrawnAt === undefined || at < signer.withdrawnAt;
}

/** True if the signer was in its period of signing at `signedAt`, seconds since 1970. */
export function couldSignAt(signer: SignerEntry, signedAt: number): boolean {
  return signer.from <= signedAt && signedAt <= signer.through;
}
