import { type CborLimits, type CborMap, type CborValue, decodeCbor, Tagged } from '../cbor/index.ts';
import { DecodeError } from '../errors/index.ts';
import { decodeSignerHeader, readUnprotectedHeader, refuseSharedLabels } from './headers.ts';

export const TAG_SIGN1 = 18;

/**
 * A COSE_Sign1 (RFC 9052 §4.2) whose form is checked and whose signature is not. The `Bytes` members are exactly as
 * received; all byte strings are views into one private copy of the input.
 */
export type Sign1 = {
  readonly protectedBytes: Uint8Array;
  /** What `protectedBytes` encode; `alg` is EdDSA. */
  readonly protectedHeader: CborMap;
  readonly unprotected: CborMap;
  readonly payloadBytes: Uint8Array;
  /** 64 bytes: R, S. */
  readonly signature: Uint8Array;
};

/** Which labels may stand in the unprotected header, where anyone can change them. None unless stated. */
export type Sign1Rules = { readonly allowUnprotected?: readonly number[] };
export type Sign1Limits = CborLimits & Sign1Rules;

/**
 * The COSE_Sign1 under tag 18, which need not be among the tags of `limits`: those are for the headers.
 * @throws DecodeError a CBOR_ code, COSE_MALFORMED, COSE_ALG_NOT_ALLOWED or COSE_HEADER_NOT_ALLOWED
 */
export function decodeSign1(bytes: Uint8Array, limits: Sign1Limits): Sign1 {
  const tags = limits.tags.includes(TAG_SIGN1) ? limits.tags : [...limits.tags, TAG_SIGN1];
  const value = decodeCbor(bytes, { ...limits, tags });
  if (!(value instanceof Tagged) || value.tag !== TAG_SIGN1) throw new DecodeError('COSE_MALFORMED', 0, 'want tag 18');
  return readSign1(value.value, limits);
}

/**
 * The COSE_Sign1 in an array that was decoded already, as ISO/IEC 18013-5 embeds it without a tag.
 * @throws DecodeError as `decodeSign1`
 */
export function readSign1(value: CborValue, rules: Sign1Rules): Sign1 {
  if (!Array.isArray(value) || value.length !== 4) throw new DecodeError('COSE_MALFORMED', 0, 'want an array of four');
  const [protectedBytes, unprotectedValue, payloadBytes, signature] = value as readonly CborValue[];
  if (!(protectedBytes instanceof Uint8Array)) throw new DecodeError('COSE_MALFORMED', 0, 'protected header');
  if (!(payloadBytes instanceof Uint8Array)) throw new DecodeError('COSE_MALFORMED', 0, 'payload');
  const protectedHeader = decodeSignerHeader(protectedBytes);
  const unprotected = readUnprotectedHeader(unprotectedValue, rules.allowUnprotected ?? []);
  refuseSharedLabels(protectedHeader, unprotected);
  return { protectedBytes, protectedHeader, unprotected, payloadBytes, signature: readSignature(signature) };
}

/** @throws DecodeError COSE_MALFORMED when it is not 64 bytes; EdDSA with another curve than Ed25519 ends here */
export function readSignature(value: CborValue | undefined): Uint8Array {
  if (value instanceof Uint8Array && value.length === 64) return value;
  throw new DecodeError('COSE_MALFORMED', 0, 'signature: want 64 bytes');
}
