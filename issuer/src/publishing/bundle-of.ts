import { keyIdOf } from '@residence-permit/shared/cose';
import type { EntitlementKind } from '@residence-permit/shared/entitlements';
import type { Purpose } from '@residence-permit/shared/purposes';
import { certificateThumbprint } from '@residence-permit/shared/records';
import type { SignerEntry, TrustBundle } from '@residence-permit/shared/trust-bundle';
import type { Authority, DocumentSigner, GrantorSigner } from '../authority/index.ts';

/** What the published catalogue says, beside keys and certificates. */
export type Catalogue = { readonly purposes: readonly Purpose[]; readonly kinds: readonly EntitlementKind[] };

/** The bundle that names every signer of an authority, its CVCA and its catalogue. Pure. */
export function bundleOf(
  authority: Pick<Authority, 'documentSigners' | 'grantorSigners' | 'cvca'>,
  catalogue: Catalogue,
  terms: Pick<
    TrustBundle,
    'seq' | 'issuedAt' | 'expiresAt' | 'rootVersion' | 'revokedTerminals' | 'statusSeq' | 'withdrawnGrants'
  >,
): TrustBundle {
  return {
    ...terms,
    signers: [...authority.documentSigners.map(documentEntry), ...authority.grantorSigners.map(grantorEntry)],
    cvcas: cvcasOf(authority.cvca),
    purposes: catalogue.purposes,
    kinds: catalogue.kinds,
  };
}

/** Newest first; old cards know the one before. */
function cvcasOf({ certificate, previous }: Authority['cvca']): readonly Uint8Array[] {
  return previous === undefined ? [certificate] : [certificate, previous.certificate];
}

function documentEntry(signer: DocumentSigner): SignerEntry {
  return { ...keyEntry(signer), use: 'document', x5t: certificateThumbprint(signer.certificate) };
}

function grantorEntry(signer: GrantorSigner): SignerEntry {
  return { ...keyEntry(signer), use: 'grantor', grantor: signer.grantor, kinds: signer.kinds };
}

function keyEntry({ key, from, through, withdrawnAt, kept }: DocumentSigner | GrantorSigner) {
  const { publicKey } = key;
  const entry = { keyId: keyIdOf(publicKey), publicKey, from, through };
  if (withdrawnAt === undefined) return entry;
  return { ...entry, withdrawnAt, ...(kept === undefined ? {} : { kept }) };
}
