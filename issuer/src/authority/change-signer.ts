import { concatBytes, toHex } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import type { Authority, DocumentSigner, GrantorSigner } from './authority.ts';
import type { JournalEntry } from './signature-journal.ts';

/** Every signer of records, offices first. */
export function signersIn(authority: Authority): readonly (DocumentSigner | GrantorSigner)[] {
  return [...authority.documentSigners, ...authority.grantorSigners];
}

/** @throws PermitError SETTING_BAD */
export function getSigner(authority: Authority, name: string): DocumentSigner | GrantorSigner {
  const signer = signersIn(authority).find((candidate) => candidate.name === name);
  if (signer === undefined) throw new PermitError('SETTING_BAD', { detail: `no signer ${name}` });
  return signer;
}

/** True where it may sign at that instant. */
export function maySign(signer: Pick<DocumentSigner, 'from' | 'through' | 'withdrawnAt'>, now: number): boolean {
  return signer.from <= now && now <= signer.through && signer.withdrawnAt === undefined;
}

/**
 * The authority with a signer that signs no more after `at`. What it signed stays good.
 * @throws PermitError STORE_CONFLICT when that would lengthen its period, or no other could take over
 */
export function retireSigner<Held extends Authority>(authority: Held, name: string, at: number): Held {
  const signer = getSigner(authority, name);
  if (at > signer.through || at < signer.from) {
    throw new PermitError('STORE_CONFLICT', { detail: `${name}: its period does not hold that instant` });
  }
  if (!signersIn(authority).some((other) => other.name !== name && isPeer(signer, other) && maySign(other, at + 1))) {
    throw new PermitError('STORE_CONFLICT', { detail: `${name} is the only one; add its successor first` });
  }
  return change(authority, name, { through: at });
}

/**
 * The authority with a signer that is believed from `at` on only for what is in `kept`.
 * @throws PermitError STORE_CONFLICT when it was withdrawn before
 */
export function withdrawSigner<Held extends Authority>(
  authority: Held,
  name: string,
  terms: { readonly at: number; readonly kept: readonly JournalEntry[] },
): Held {
  if (getSigner(authority, name).withdrawnAt !== undefined) {
    throw new PermitError('STORE_CONFLICT', { detail: `${name} was withdrawn before` });
  }
  const digests = new Map(terms.kept.map(({ digest }) => [toHex(digest), digest]));
  const sorted = [...digests].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, digest]) => digest);
  return change(authority, name, {
    withdrawnAt: terms.at,
    ...(sorted.length === 0 ? {} : { kept: concatBytes(...sorted) }),
  });
}

function isPeer(a: DocumentSigner | GrantorSigner, b: DocumentSigner | GrantorSigner): boolean {
  if ('office' in a) return 'office' in b && a.office === b.office;
  return 'grantor' in b && a.grantor === b.grantor;
}

function change<Held extends Authority>(
  authority: Held,
  name: string,
  terms: Partial<Pick<DocumentSigner, 'through' | 'withdrawnAt' | 'kept'>>,
): Held {
  const changed = <Signer extends { readonly name: string }>(signers: readonly Signer[]) =>
    signers.map((signer) => (signer.name === name ? { ...signer, ...terms } : signer));
  return {
    ...authority,
    documentSigners: changed(authority.documentSigners),
    grantorSigners: changed(authority.grantorSigners),
  };
}
