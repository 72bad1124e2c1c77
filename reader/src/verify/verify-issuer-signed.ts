import { equalBytes } from '@residence-permit/shared/bytes';
import { type Ed25519Engine, type Ed25519PublicKey, verifySign1 } from '@residence-permit/shared/cose';
import { type Code, DecodeError } from '@residence-permit/shared/errors';
import {
  decodeIssuerSigned,
  FOREIGN_DOCUMENT_LIMITS,
  type ForeignDocument,
  itemDigest,
} from '@residence-permit/shared/mdoc';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { attempt } from './checks/attempt.ts';

/** The key that a chain of certificates leads to, or nothing; `/x509` makes one for pinned roots. */
export type FindSignerKey = (certificates: readonly Uint8Array[], at: number) => Ed25519PublicKey | undefined;

/**
 * Verifies an ISO/IEC 18013-5 IssuerSigned structure by itself, ours or another maker's: chain of the signer, signature
 * over the mobile security object, validity, and the digest of every item over its received bytes. It proves who signed
 * the document, not who holds it, and knows nothing of endorsement or status: for a card use `verifyCard`.
 */
export function verifyIssuerSigned(input: {
  readonly issuerSignedBytes: Uint8Array;
  readonly findSignerKey: FindSignerKey;
  readonly engine: Ed25519Engine;
  /** Seconds since 1970. */
  readonly at: number;
}): Outcome<ForeignDocument, Code> {
  const { findSignerKey, engine, at } = input;
  const document = attempt(() => decodeIssuerSigned(input.issuerSignedBytes, FOREIGN_DOCUMENT_LIMITS));
  if (document instanceof DecodeError) return refused(document.code);
  const publicKey = findSignerKey(document.x5chain, at);
  if (publicKey === undefined) return refused('SIGNER_UNKNOWN');
  if (!verifySign1({ sign1: document.issuerAuth, publicKey, engine })) return refused('SIGNATURE_BAD');
  if (at < document.mso.validFrom) return refused('PERMIT_NOT_YET_VALID');
  if (at >= document.mso.validUntil) return refused('PERMIT_EXPIRED');
  return everyDigestMatches(document) ? ok(document) : refused('DIGEST_MISMATCH');
}

function everyDigestMatches({ mso, items }: ForeignDocument): boolean {
  if (mso.digestAlgorithm !== 'SHA-256') return false;
  return [...items].every(([nameSpace, list]) => {
    const digests = mso.digests.get(nameSpace);
    return list.every(({ digestId, itemBytes }) => {
      const signed = digests?.get(digestId);
      return signed !== undefined && equalBytes(signed, itemDigest(itemBytes));
    });
  });
}
