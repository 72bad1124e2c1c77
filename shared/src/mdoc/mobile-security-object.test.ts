import { p256 } from '@noble/curves/nist.js';
import { describe, expect, test } from 'vitest';
import { type CborMap, type CborValue, decodeCbor, encodeCbor, Tagged } from '../cbor/index.ts';
import { decodeMso, encodeMso, type MobileSecurityObject } from './mobile-security-object.ts';

const point = (fill: number) => p256.getPublicKey(new Uint8Array(32).fill(fill), false);
const mso: MobileSecurityObject = {
  docType: 'zz.permit.1',
  namespace: 'zz.permit.1',
  digests: new Map([
    [2, new Uint8Array(32).fill(2)],
    [60, new Uint8Array(32).fill(60)],
  ]),
  deviceKey: point(1),
  receiptKey: point(2),
  permitRef: new Uint8Array(16).fill(7),
  signedAt: 1_795_435_200,
  validFrom: 1_795_435_200,
  validUntil: 1_858_507_200,
  status: { index: 4711, uri: 's/1' },
};

/** The object with its body map changed before it was wrapped. */
function msoWith(change: (body: Map<string | number, CborValue>) => void): Uint8Array {
  const outer = decodeCbor(encodeMso(mso), { maxBytes: 2048, maxDepth: 1, tags: [24] });
  if (!(outer instanceof Tagged) || !(outer.value instanceof Uint8Array)) throw new Error('not #6.24');
  const body = decodeCbor(outer.value, { maxBytes: 2048, maxDepth: 6, tags: [0] });
  if (!(body instanceof Map)) throw new Error('not a map');
  const changed = new Map<string | number, CborValue>(body);
  change(changed);
  return encodeCbor(new Tagged(24, encodeCbor(changed)));
}

const mapOf = (value: CborValue | undefined): CborMap => (value instanceof Map ? value : new Map());

describe('a mobile security object', () => {
  test('reads back as it was written, and has one encoding', () => {
    expect(decodeMso(encodeMso(mso))).toEqual(mso);
    expect(encodeMso(decodeMso(encodeMso(mso)))).toEqual(encodeMso(mso));
  });

  test.each<[string, string, (body: Map<string | number, CborValue>) => void]>([
    ['of another version', 'MDOC_MALFORMED', (body) => body.set('version', '1.1')],
    ['with another digest algorithm', 'MDOC_MALFORMED', (body) => body.set('digestAlgorithm', 'SHA-1')],
    ['with no name space', 'MDOC_MALFORMED', (body) => body.set('valueDigests', new Map())],
    [
      'with two name spaces',
      'MDOC_MALFORMED',
      (body) =>
        body.set(
          'valueDigests',
          new Map([
            ['a', new Map()],
            ['b', new Map()],
          ]),
        ),
    ],
    [
      'with a short digest',
      'MDOC_MALFORMED',
      (body) => body.set('valueDigests', new Map([['a', new Map([[2, new Uint8Array(31)]])]])),
    ],
    [
      'with a negative digest id',
      'MDOC_MALFORMED',
      (body) => body.set('valueDigests', new Map([['a', new Map([[-2, new Uint8Array(32)]])]])),
    ],
    ['without a status', 'MDOC_MALFORMED', (body) => body.delete('status')],
    ['with a member that the profile does not list', 'MDOC_MALFORMED', (body) => body.set('more', 1)],
    [
      'that is valid before it was signed',
      'MDOC_MALFORMED',
      (body) =>
        body.set('validityInfo', validity('2026-11-23T12:00:00Z', '2026-11-23T11:59:59Z', '2027-01-01T00:00:00Z')),
    ],
    [
      'that ends when it begins',
      'MDOC_MALFORMED',
      (body) =>
        body.set('validityInfo', validity('2026-11-23T12:00:00Z', '2026-11-23T12:00:00Z', '2026-11-23T12:00:00Z')),
    ],
    [
      'with a time of fractions',
      'DATE_BAD',
      (body) =>
        body.set('validityInfo', validity('2026-11-23T12:00:00.5Z', '2026-11-23T12:00:00Z', '2027-01-01T00:00:00Z')),
    ],
    [
      'with a key off its curve',
      'COSE_KEY_BAD',
      (body) =>
        body.set(
          'deviceKeyInfo',
          keys(
            new Map<number, CborValue>([
              [1, 2],
              [-1, 1],
              [-2, new Uint8Array(32)],
              [-3, new Uint8Array(32)],
            ]),
          ),
        ),
    ],
  ])('is refused %s', (_, code, change) => {
    expect(() => decodeMso(msoWith(change))).toThrow(expect.objectContaining({ code }));
  });

  function keys(deviceKey: CborValue): CborValue {
    const keyInfo = mapOf(mapOf(bodyOf().get('deviceKeyInfo')).get('keyInfo'));
    return new Map<string, CborValue>([
      ['deviceKey', deviceKey],
      ['keyInfo', keyInfo],
    ]);
  }
});

function validity(signed: string, from: string, until: string): CborValue {
  const tdate = (text: string) => new Tagged(0, text);
  return new Map<string, CborValue>([
    ['signed', tdate(signed)],
    ['validFrom', tdate(from)],
    ['validUntil', tdate(until)],
  ]);
}

function bodyOf(): CborMap {
  const outer = decodeCbor(encodeMso(mso), { maxBytes: 2048, maxDepth: 1, tags: [24] });
  if (!(outer instanceof Tagged) || !(outer.value instanceof Uint8Array)) throw new Error('not #6.24');
  return mapOf(decodeCbor(outer.value, { maxBytes: 2048, maxDepth: 6, tags: [0] }));
}
