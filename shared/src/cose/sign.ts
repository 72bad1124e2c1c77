import { type CborLimits, type CborMap, type CborValue, decodeCbor, encodeCbor, Tagged } from '../cbor/index.ts';
import { DecodeError } from '../errors/index.ts';
import type { Ed25519Engine, Ed25519Signer } from './ed25519-engine.ts';
import type { Ed25519PublicKey } from './ed25519-public-key.ts';
import { decodeProtectedHeader, decodeSignerHeader, readUnprotectedHeader } from './headers.ts';
import { signedHeader } from './sig-structure.ts';
import { withAlg } from './sign-sign1.ts';
import { readSignature } from './sign1.ts';

export const TAG_SIGN = 98;

const MAX_SIGNATURES = 32;

/** One signature of a COSE_Sign: form checked, signature not. */
export type CoseSignature = {
  readonly protectedBytes: Uint8Array;
  /** `alg` is EdDSA. */
  readonly protectedHeader: CborMap;
  readonly signature: Uint8Array;
};

/** A COSE_Sign (RFC 9052 §4.1), one payload under one to 32 signatures; all unprotected headers are empty. */
export type CoseSign = {
  readonly protectedBytes: Uint8Array;
  readonly protectedHeader: CborMap;
  readonly payloadBytes: Uint8Array;
  readonly signatures: readonly CoseSignature[];
};

/**
 * The COSE_Sign under tag 98, which need not be among the tags of `limits`.
 * @throws DecodeError a CBOR_ code, COSE_MALFORMED, COSE_ALG_NOT_ALLOWED or COSE_HEADER_NOT_ALLOWED
 */
export function decodeSign(bytes: Uint8Array, limits: CborLimits): CoseSign {
  const value = decodeCbor(bytes, { ...limits, tags: [...limits.tags, TAG_SIGN] });
  if (!(value instanceof Tagged) || value.tag !== TAG_SIGN) throw new DecodeError('COSE_MALFORMED', 0, 'want tag 98');
  const [protectedBytes, unprotected, payloadBytes, signatures] = arrayOf(4, value.value);
  readUnprotectedHeader(unprotected, []);
  if (!(payloadBytes instanceof Uint8Array)) throw new DecodeError('COSE_MALFORMED', 0, 'payload');
  const body = headerBytes(protectedBytes);
  return {
    protectedBytes: body,
    protectedHeader: decodeProtectedHeader(body),
    payloadBytes,
    signatures: readSignatures(signatures),
  };
}

/** Signs a payload once per signer; each signature's `alg` EdDSA is added to its header. The tag is 98. */
export async function signSign(input: {
  readonly protectedHeader: CborMap;
  readonly payloadBytes: Uint8Array;
  readonly signers: readonly { readonly protectedHeader: CborMap; readonly signer: Ed25519Signer }[];
}): Promise<Uint8Array> {
  const { protectedHeader, payloadBytes } = input;
  const protectedBytes = protectedHeader.size === 0 ? new Uint8Array(0) : encodeCbor(protectedHeader);
  const signatures: CborValue[] = [];
  for (const { protectedHeader: signerHeader, signer } of input.signers) {
    const signerBytes = encodeCbor(withAlg(signerHeader));
    const message = encodeCbor(['Signature', protectedBytes, signerBytes, new Uint8Array(0), payloadBytes]);
    signatures.push([signerBytes, new Map(), await signer.sign(message)]);
  }
  return encodeCbor(new Tagged(TAG_SIGN, [protectedBytes, new Map(), payloadBytes, signatures]));
}

/** Whether this signature of `sign` is one by `publicKey`. */
export function verifySignSignature(input: {
  readonly sign: CoseSign;
  readonly signature: CoseSignature;
  readonly publicKey: Ed25519PublicKey;
  readonly engine: Ed25519Engine;
}): boolean {
  const { sign, signature, publicKey, engine } = input;
  return engine.verify(signature.signature, signatureStructureBytes(sign, signature), publicKey);
}

/** RFC 9052 §4.4: `["Signature", body_protected, sign_protected, external_aad, payload]`, with no external data. */
function signatureStructureBytes(sign: CoseSign, signature: CoseSignature): Uint8Array {
  const body = signedHeader(sign);
  return encodeCbor(['Signature', body, signature.protectedBytes, new Uint8Array(0), sign.payloadBytes]);
}

function readSignatures(value: CborValue | undefined): readonly CoseSignature[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_SIGNATURES) {
    throw new DecodeError('COSE_MALFORMED', 0, `want 1 to ${MAX_SIGNATURES} signatures`);
  }
  return value.map((entry: CborValue) => {
    const [protectedBytes, unprotected, signature] = arrayOf(3, entry);
    readUnprotectedHeader(unprotected, []);
    const bytes = headerBytes(protectedBytes);
    return { protectedBytes: bytes, protectedHeader: decodeSignerHeader(bytes), signature: readSignature(signature) };
  });
}

function arrayOf(length: number, value: CborValue): readonly CborValue[] {
  if (Array.isArray(value) && value.length === length) return value;
  throw new DecodeError('COSE_MALFORMED', 0, `want an array of ${length}`);
}

function headerBytes(value: CborValue | undefined): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new DecodeError('COSE_MALFORMED', 0, 'protected header');
}
