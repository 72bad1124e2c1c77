import { sha256 } from '@noble/hashes/sha2.js';
import type { CborLimits } from '../cbor/index.ts';
import {
  decodeSign1,
  type Ed25519Engine,
  type Ed25519PublicKey,
  type Ed25519Signer,
  HEADER,
  type Sign1,
  signSign1,
  verifySign1,
} from '../cose/index.ts';
import { DecodeError } from '../errors/index.ts';
import { decodeMso, encodeMso, type MobileSecurityObject } from '../mdoc/index.ts';
import { PERMIT_ELEMENTS } from './elements.ts';
import { DOC_TYPE, NAMESPACE } from './namespace.ts';

/** Largest DG1, in bytes. */
export const MAX_DG1_BYTES = 1_400;
/** Bytes of a certificate thumbprint. */
export const THUMBPRINT_BYTES = 8;

const HASH_SHA256_64 = -15; // SHA-256 truncated to 64 bits, RFC 9054 §3.1
const DG1_LIMITS: CborLimits = { maxBytes: MAX_DG1_BYTES, maxDepth: 4, tags: [18] };

/** DG1, decoded. Nothing in it is believed before `verifyPermitDocument` said yes. */
export type PermitDocument = {
  readonly sign1: Sign1;
  /** Which signer certificate: first 8 bytes of the SHA-256 of its DER. A hint; the bundle decides. */
  readonly thumbprint: Uint8Array;
  readonly mso: MobileSecurityObject;
};

/** First 8 bytes of SHA-256 over a certificate in DER. */
export function certificateThumbprint(certificateDer: Uint8Array): Uint8Array {
  return sha256(certificateDer).slice(0, THUMBPRINT_BYTES);
}

/**
 * Signs DG1: COSE_Sign1 over `#6.24(MSO)`, protected {alg, x5t}, unprotected empty. The caller decodes and verifies the
 * result before it lets go of it.
 */
export function signPermitDocument(input: {
  readonly mso: Omit<MobileSecurityObject, 'docType' | 'namespace'>;
  readonly thumbprint: Uint8Array;
  readonly signer: Ed25519Signer;
}): Promise<Uint8Array> {
  const mso = { ...input.mso, docType: DOC_TYPE, namespace: NAMESPACE };
  return signSign1({
    protectedHeader: new Map([[HEADER.X5T, [HASH_SHA256_64, input.thumbprint]]]),
    payloadBytes: encodeMso(mso),
    signer: input.signer,
  });
}

/**
 * DG1 as received. Strict: exactly the headers, members and digests of this profile.
 * @throws DecodeError a CBOR code, COSE_*, MDOC_MALFORMED or DATE_BAD
 */
export function decodePermitDocument(dg1Bytes: Uint8Array): PermitDocument {
  const sign1 = decodeSign1(dg1Bytes, DG1_LIMITS);
  const thumbprint = readThumbprint(sign1.protectedHeader);
  const mso = decodeMso(sign1.payloadBytes);
  const complete =
    mso.digests.size === PERMIT_ELEMENTS.length && PERMIT_ELEMENTS.every(({ digestId }) => mso.digests.has(digestId));
  if (mso.docType !== DOC_TYPE || mso.namespace !== NAMESPACE || !complete) {
    throw new DecodeError('MDOC_MALFORMED', 0, 'not a permit of this profile');
  }
  return { sign1, thumbprint, mso };
}

function readThumbprint(header: Sign1['protectedHeader']): Uint8Array {
  const x5t = header.get(HEADER.X5T);
  if (header.size !== 2 || !Array.isArray(x5t) || x5t.length !== 2) {
    throw new DecodeError('COSE_HEADER_NOT_ALLOWED', 0, 'want alg and x5t');
  }
  const hash: unknown = x5t[1];
  if (x5t[0] !== HASH_SHA256_64 || !(hash instanceof Uint8Array) || hash.length !== THUMBPRINT_BYTES) {
    throw new DecodeError('COSE_HEADER_NOT_ALLOWED', 0, 'x5t');
  }
  return hash;
}

/** True if the signature over DG1 is that of this signer. */
export function verifyPermitDocument(input: {
  readonly document: PermitDocument;
  readonly publicKey: Ed25519PublicKey;
  readonly engine: Ed25519Engine;
}): boolean {
  return verifySign1({ sign1: input.document.sign1, publicKey: input.publicKey, engine: input.engine });
}
