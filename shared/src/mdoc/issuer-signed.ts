import { type CborValue, decodeCbor, encodeCbor, Tagged } from '../cbor/index.ts';
import { TAG_ENCODED_CBOR, unwrapEncodedCbor } from './issuer-signed-item.ts';
import { decodeSign1, HEADER, sign1Value } from '../cose/index.ts';

/**
 * The ISO/IEC 18013-5 §8.3.2.1.2.2 IssuerSigned structure of a permit: DG1 as `issuerAuth`, untagged, with the signer's
 * certificate chain added to the unprotected header, and the chosen items under the permit's name space.
 * The signature stays valid: it does not cover the unprotected header.
 */
export function toIssuerSigned(parts: {
  /** DG1 as read: a tagged COSE_Sign1. */
  readonly dg1Bytes: Uint8Array;
  readonly namespace: string;
  /** The `#6.24` bytes of each released item. */
  readonly items: readonly Uint8Array[];
  /** Certificates in DER, the signer's first, without the trust anchor. */
  readonly x5chain: readonly Uint8Array[];
}): Uint8Array {
  const nameSpaces = new Map<string, CborValue>([[parts.namespace, parts.items.map(asTagged)]]);
  const issuerSigned = new Map<string, CborValue>([
    ['nameSpaces', nameSpaces],
    ['issuerAuth', withChain(parts.dg1Bytes, parts.x5chain)],
  ]);
  return encodeCbor(issuerSigned);
}

function asTagged(itemBytes: Uint8Array): Tagged {
  return new Tagged(
    TAG_ENCODED_CBOR,
    unwrapEncodedCbor(decodeCbor(itemBytes, { maxBytes: 13_000, maxDepth: 1, tags: [TAG_ENCODED_CBOR] })),
  );
}

/** One certificate is a byte string, more are an array. RFC 9360 §2. */
function withChain(dg1Bytes: Uint8Array, x5chain: readonly Uint8Array[]): CborValue {
  const sign1 = decodeSign1(dg1Bytes, { maxBytes: 2048, maxDepth: 4, tags: [] });
  const [first] = x5chain;
  if (first === undefined) throw new RangeError('x5chain: want at least one certificate');
  const chain = x5chain.length === 1 ? first : x5chain;
  return sign1Value({ ...sign1, unprotected: new Map([[HEADER.X5CHAIN, chain]]) });
}
