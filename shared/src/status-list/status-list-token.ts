import type { CborLimits, CborValue } from '../cbor/index.ts';
import {
  decodeSign1,
  type Ed25519Engine,
  type Ed25519PublicKey,
  type Ed25519Signer,
  HEADER,
  KEY_ID_BYTES,
  keyIdOf,
  type Sign1,
  signSign1,
  verifySign1,
} from '../cose/index.ts';
import { DecodeError } from '../errors/index.ts';
import { inflateZlib } from './inflate.ts';
import { checkStatusBits, type StatusList } from './status-list.ts';
import {
  decodeStatusListClaims,
  encodeStatusListClaims,
  MAX_STATUS_PAYLOAD_BYTES,
  type StatusListClaims,
} from './status-list-claims.ts';

const TYP_STATUS_LIST = 'application/statuslist+cwt';
const TOKEN_LIMITS: CborLimits = { maxBytes: MAX_STATUS_PAYLOAD_BYTES + 256, maxDepth: 3, tags: [18] };

/** A status list of this product: every claim is there, and it has a number. */
export type StatusListToken = {
  readonly sign1: Sign1;
  readonly keyId: Uint8Array;
  readonly claims: StatusListClaims & { readonly expiresAt: number; readonly seq: number };
};

/**
 * Signs a status list: COSE_Sign1 with protected {alg, kid, typ}, unprotected empty. `deflate` is zlib (RFC 1950) at
 * its highest level; the platform has it.
 */
export async function encodeStatusListToken(input: {
  readonly uri: string;
  readonly list: StatusList;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly ttl?: number;
  readonly seq: number;
  readonly signer: Ed25519Signer;
  deflate(bytes: Uint8Array): Uint8Array | Promise<Uint8Array>;
}): Promise<Uint8Array> {
  const { uri, issuedAt, expiresAt, seq, list } = input;
  const compressed = await input.deflate(list.packed);
  const payloadBytes = encodeStatusListClaims({
    uri,
    issuedAt,
    expiresAt,
    seq,
    bits: list.bits,
    compressed,
    ...(input.ttl === undefined ? {} : { ttl: input.ttl }),
  });
  const protectedHeader = new Map<number, CborValue>([
    [HEADER.KID, keyIdOf(input.signer.publicKey)],
    [HEADER.TYP, TYP_STATUS_LIST],
  ]);
  const tokenBytes = await signSign1({ protectedHeader, payloadBytes, signer: input.signer });
  decodeStatusListToken(tokenBytes);
  return tokenBytes;
}

/** A token as received; its signature is not verified here. @throws DecodeError a CBOR code, COSE_* or STATUS_MALFORMED */
export function decodeStatusListToken(tokenBytes: Uint8Array): StatusListToken {
  const sign1 = decodeSign1(tokenBytes, TOKEN_LIMITS);
  const keyId = sign1.protectedHeader.get(HEADER.KID);
  const typ = sign1.protectedHeader.get(HEADER.TYP);
  if (sign1.protectedHeader.size !== 3 || typ !== TYP_STATUS_LIST) {
    throw new DecodeError('COSE_HEADER_NOT_ALLOWED', 0, 'want alg, kid and typ');
  }
  if (!(keyId instanceof Uint8Array) || keyId.length !== KEY_ID_BYTES) {
    throw new DecodeError('COSE_HEADER_NOT_ALLOWED', 0, 'kid');
  }
  const { expiresAt, seq, ...claims } = decodeStatusListClaims(sign1.payloadBytes);
  if (expiresAt === undefined || seq === undefined || expiresAt <= claims.issuedAt) {
    throw new DecodeError('STATUS_MALFORMED', 0, 'want exp after iat, and a number');
  }
  return { sign1, keyId, claims: { ...claims, expiresAt, seq } };
}

/** True if the token is signed by the holder of this key. */
export function verifyStatusListToken(input: {
  readonly token: StatusListToken;
  readonly publicKey: Ed25519PublicKey;
  readonly engine: Ed25519Engine;
}): boolean {
  return verifySign1({ sign1: input.token.sign1, publicKey: input.publicKey, engine: input.engine });
}

/**
 * Unpacks the list of a token, whose signature must have been verified before.
 * @throws DecodeError STATUS_MALFORMED if it holds more than `maxEntries` or is not zlib
 */
export async function openStatusList(
  token: { readonly claims: Pick<StatusListClaims, 'bits' | 'compressed'> },
  limits: { readonly maxEntries: number },
): Promise<StatusList> {
  const bits = checkStatusBits(token.claims.bits);
  const packed = await inflateZlib(token.claims.compressed, Math.ceil((limits.maxEntries * bits) / 8));
  return { bits, packed };
}
