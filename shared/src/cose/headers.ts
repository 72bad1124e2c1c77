import { type CborMap, type CborValue, decodeCbor } from '../cbor/index.ts';
import { DecodeError } from '../errors/index.ts';

/** Header labels (RFC 9052 §3.1; RFC 9360 §2). */
export const HEADER = { ALG: 1, CRIT: 2, CONTENT_TYPE: 3, KID: 4, TYP: 16, X5CHAIN: 33, X5T: 34 } as const;

/** EdDSA (RFC 9053 §2.2), here always with Ed25519. The only algorithm of COSE signatures that is accepted. */
export const SIGN1_ALG_EDDSA = -8;

const MAX_HEADER_BYTES = 256;
const EMPTY: CborMap = new Map();

/**
 * The protected header in `protectedBytes`, which must name EdDSA. An empty byte string is an empty header
 * (RFC 9052 §3).
 * @throws DecodeError COSE_MALFORMED, COSE_ALG_NOT_ALLOWED, COSE_HEADER_NOT_ALLOWED, or a CBOR_ code
 */
export function decodeSignerHeader(protectedBytes: Uint8Array): CborMap {
  const header = decodeProtectedHeader(protectedBytes);
  if (header.get(HEADER.ALG) !== SIGN1_ALG_EDDSA) throw new DecodeError('COSE_ALG_NOT_ALLOWED', 0);
  return header;
}

/** As `decodeSignerHeader`, for a header that need not name an algorithm: the body of a COSE_Sign. */
export function decodeProtectedHeader(protectedBytes: Uint8Array): CborMap {
  if (protectedBytes.length === 0) return EMPTY;
  const header = decodeCbor(protectedBytes, { maxBytes: MAX_HEADER_BYTES, maxDepth: 2, tags: [] });
  if (!isHeader(header)) throw new DecodeError('COSE_MALFORMED', 0, 'protected header: want a map');
  refuseCritical(header);
  return header;
}

/**
 * An unprotected header that may hold only the labels given; nothing there is signed.
 * @throws DecodeError COSE_MALFORMED, COSE_HEADER_NOT_ALLOWED
 */
export function readUnprotectedHeader(value: CborValue | undefined, allowed: readonly number[]): CborMap {
  if (value === undefined || !isHeader(value))
    throw new DecodeError('COSE_MALFORMED', 0, 'unprotected header: want a map');
  for (const label of value.keys()) {
    if (typeof label !== 'number' || !allowed.includes(label)) {
      throw new DecodeError('COSE_HEADER_NOT_ALLOWED', 0, `unprotected ${label}`);
    }
  }
  refuseCritical(value);
  return value;
}

/** RFC 9052 §3: no label may be in both headers. @throws DecodeError COSE_HEADER_NOT_ALLOWED */
export function refuseSharedLabels(protectedHeader: CborMap, unprotected: CborMap): void {
  for (const label of unprotected.keys()) {
    if (protectedHeader.has(label)) throw new DecodeError('COSE_HEADER_NOT_ALLOWED', 0, `${label} in both headers`);
  }
}

/** `crit` (RFC 9052 §3.1) names headers that must be understood; this profile defines none. */
function refuseCritical(header: CborMap): void {
  if (header.has(HEADER.CRIT)) throw new DecodeError('COSE_HEADER_NOT_ALLOWED', 0, 'crit');
}

function isHeader(value: CborValue): value is CborMap {
  return value instanceof Map;
}
