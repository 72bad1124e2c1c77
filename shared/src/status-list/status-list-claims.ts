import { type CborLimits, type CborValue, decodeCbor, encodeCbor, readMap } from '../cbor/index.ts';
import { checkStatusBits, type StatusBits } from './status-list.ts';

const CLAIM_SUB = 2; // RFC 8392 §3.1
const CLAIM_EXP = 4;
const CLAIM_IAT = 6;
const CLAIM_STATUS_LIST = 65533; // draft-ietf-oauth-status-list, IANA CWT claims
const CLAIM_TTL = 65534;
/** Private claim of this product: the number of the list, never lower than before. */
const CLAIM_SEQ = -70001;

/** Largest payload, in bytes: the worst list of 10 million cards, incompressible, is 2.5 MB. */
export const MAX_STATUS_PAYLOAD_BYTES = 3_000_000;
const PAYLOAD_LIMITS: CborLimits = { maxBytes: MAX_STATUS_PAYLOAD_BYTES, maxDepth: 2, tags: [] };

/** The claims of a status list token. Times in seconds since 1970. */
export type StatusListClaims = {
  /** Address of the list: what the permits it covers name. */
  readonly uri: string;
  readonly issuedAt: number;
  readonly expiresAt?: number;
  /** Seconds for which the issuer suggests to keep the list. */
  readonly ttl?: number;
  readonly seq?: number;
  readonly bits: StatusBits;
  /** The packed list under zlib (RFC 1950), as received. */
  readonly compressed: Uint8Array;
};

export function encodeStatusListClaims(claims: StatusListClaims): Uint8Array {
  const map = new Map<number, CborValue>([
    [CLAIM_SUB, claims.uri],
    [CLAIM_IAT, claims.issuedAt],
    [CLAIM_STATUS_LIST, encodeStatusListMember(claims)],
  ]);
  if (claims.expiresAt !== undefined) map.set(CLAIM_EXP, claims.expiresAt);
  if (claims.ttl !== undefined) map.set(CLAIM_TTL, claims.ttl);
  if (claims.seq !== undefined) map.set(CLAIM_SEQ, claims.seq);
  return encodeCbor(map);
}

/** The `status_list` member by itself: {"bits", "lst"}. draft-ietf-oauth-status-list §4.3. */
export function encodeStatusListMember(member: Pick<StatusListClaims, 'bits' | 'compressed'>): CborValue {
  return new Map<string, CborValue>([
    ['bits', member.bits],
    ['lst', member.compressed],
  ]);
}

/** @throws DecodeError a CBOR code or STATUS_MALFORMED */
export function decodeStatusListClaims(payloadBytes: Uint8Array): StatusListClaims {
  return readStatusListClaims(decodeCbor(payloadBytes, PAYLOAD_LIMITS));
}

/** The claims in an already decoded map. @throws DecodeError STATUS_MALFORMED */
export function readStatusListClaims(value: CborValue): StatusListClaims {
  const map = readMap(value, 'STATUS_MALFORMED');
  const claims: StatusListClaims = {
    uri: map.text(CLAIM_SUB),
    issuedAt: map.uint(CLAIM_IAT),
    ...readStatusListMember(map.value(CLAIM_STATUS_LIST)),
    ...(map.has(CLAIM_EXP) ? { expiresAt: map.uint(CLAIM_EXP) } : {}),
    ...(map.has(CLAIM_TTL) ? { ttl: map.uint(CLAIM_TTL) } : {}),
    ...(map.has(CLAIM_SEQ) ? { seq: map.uint(CLAIM_SEQ) } : {}),
  };
  map.done();
  return claims;
}

/** The `status_list` member in an already decoded map. @throws DecodeError STATUS_MALFORMED */
export function readStatusListMember(value: CborValue): Pick<StatusListClaims, 'bits' | 'compressed'> {
  const map = readMap(value, 'STATUS_MALFORMED');
  const member = { bits: checkStatusBits(map.uint('bits')), compressed: map.bytes('lst') };
  if (map.has('aggregation_uri')) map.text('aggregation_uri');
  map.done();
  return member;
}
