import { describe, expect, test } from 'vitest';
import { concatBytes, fromHex } from '../bytes/index.ts';
import { type CborValue, encodeCbor, Tagged } from '../cbor/index.ts';
import { nobleEd25519, nobleEd25519Signer, signSign1, verifySign1 } from '../cose/index.ts';
import { decodeDeviceResponse, decodeIssuerSigned, FOREIGN_DOCUMENT_LIMITS } from './foreign-document.ts';
import { toIssuerSigned } from './issuer-signed.ts';
import { encodeItem, itemDigest } from './issuer-signed-item.ts';

const signer = nobleEd25519Signer(new Uint8Array(32).fill(3));
const NAME_SPACE = 'org.iso.18013.5.1';
const certificate = fromHex('3000');
const items = [1, 2].map((digestId) =>
  encodeItem({
    digestId,
    random: new Uint8Array(16).fill(digestId),
    elementIdentifier: `e${digestId}`,
    elementValue: digestId,
  }),
);
const tdate = (text: string) => new Tagged(0, text);

/** A mobile security object with the members that the standard requires, and some more. */
function foreignMso(change: (body: Map<string, CborValue>) => void = () => undefined): Uint8Array {
  const digests = new Map(items.map((item, index) => [index + 1, itemDigest(item)]));
  const body = new Map<string, CborValue>([
    ['version', '1.0'],
    ['digestAlgorithm', 'SHA-256'],
    ['valueDigests', new Map([[NAME_SPACE, digests]])],
    ['deviceKeyInfo', new Map([['deviceKey', new Map<number, CborValue>([[1, 2]])]])],
    ['docType', 'org.iso.18013.5.1.mDL'],
    [
      'validityInfo',
      new Map([
        ['signed', tdate('2026-01-01T00:00:00Z')],
        ['validFrom', tdate('2026-01-01T00:00:00Z')],
        ['validUntil', tdate('2027-01-01T00:00:00Z')],
      ]),
    ],
    ['somethingElse', 1],
  ]);
  change(body);
  return encodeCbor(new Tagged(24, encodeCbor(body)));
}

async function issuerSigned(payloadBytes: Uint8Array, chosen = items): Promise<Uint8Array> {
  const dg1Bytes = await signSign1({ protectedHeader: new Map(), payloadBytes, signer });
  return toIssuerSigned({ dg1Bytes, namespace: NAME_SPACE, items: chosen, x5chain: [certificate, certificate] });
}

const decode = (bytes: Uint8Array) => decodeIssuerSigned(bytes, FOREIGN_DOCUMENT_LIMITS);
const malformed = expect.objectContaining({ code: 'MDOC_MALFORMED' });

describe('a document of another maker', () => {
  test('is read with its chain, its items as received, and members that we do not know left alone', async () => {
    const document = decode(await issuerSigned(foreignMso()));
    expect(document.x5chain).toEqual([certificate, certificate]);
    expect(document.mso).toMatchObject({
      docType: 'org.iso.18013.5.1.mDL',
      digestAlgorithm: 'SHA-256',
      signedAt: 1_767_225_600,
    });
    expect(document.items.get(NAME_SPACE)?.map(({ itemBytes }) => itemBytes)).toEqual(items);
    const { issuerAuth } = document;
    expect(verifySign1({ sign1: issuerAuth, publicKey: signer.publicKey, engine: nobleEd25519 })).toBe(true);
  });

  test('may write its maps with longer heads than needed, and its items are still taken as received', async () => {
    const strict = await issuerSigned(foreignMso());
    // a2 → b9 0002: the outer map in the way of the common JavaScript encoders.
    const long = concatBytes(Uint8Array.of(0xb9, 0, 2), strict.subarray(1));
    expect(decode(long).items.get(NAME_SPACE)?.[1]?.itemBytes).toEqual(items[1]);
  });

  test('is refused when the head of an item is longer than needed, for its digest could mean two things', async () => {
    const strict = await issuerSigned(foreignMso(), items.slice(0, 1));
    const [item = new Uint8Array()] = items;
    const at = strict.findIndex((_, index) => item.every((byte, offset) => strict[index + offset] === byte));
    const longHead = Uint8Array.of(0xd8, 0x18, 0x59, 0, item[3] ?? 0);
    const long = concatBytes(strict.subarray(0, at), longHead, strict.subarray(at + 4));
    expect(() => decode(long)).toThrow(malformed);
  });

  test.each<[string, (body: Map<string, CborValue>) => void]>([
    ['no document type', (body) => body.delete('docType')],
    ['no device key', (body) => body.set('deviceKeyInfo', new Map())],
    ['a time without its tag', (body) => body.set('validityInfo', new Map([['signed', '2026-01-01T00:00:00Z']]))],
    [
      'digests that are no byte strings',
      (body) => body.set('valueDigests', new Map([[NAME_SPACE, new Map([[1, 'x']])]])),
    ],
  ])('is refused with %s', async (_, change) => {
    const bytes = await issuerSigned(foreignMso(change));
    expect(() => decode(bytes)).toThrow(malformed);
  });

  test('is refused when it is signed with another algorithm than Ed25519', async () => {
    const issuerAuth = [encodeCbor(new Map([[1, -7]])), new Map(), foreignMso(), new Uint8Array(64)];
    expect(() => decode(encodeCbor(new Map<string, CborValue>([['issuerAuth', issuerAuth]])))).toThrow(
      'COSE_ALG_NOT_ALLOWED',
    );
  });

  test('in a response is refused when the response calls it by another type', async () => {
    const strict = await issuerSigned(foreignMso(), []);
    const response = (docType: string) => {
      const head = encodeCbor(
        new Map<string, CborValue>([
          ['version', '1.0'],
          [
            'documents',
            [
              new Map<string, CborValue>([
                ['docType', docType],
                ['issuerSigned', null],
              ]),
            ],
          ],
        ]),
      );
      const at = head.lastIndexOf(0xf6);
      // The null is where the document goes.
      return concatBytes(head.subarray(0, at), strict, head.subarray(at + 1));
    };
    expect(decodeDeviceResponse(response('org.iso.18013.5.1.mDL'), FOREIGN_DOCUMENT_LIMITS)).toHaveLength(1);
    expect(() => decodeDeviceResponse(response('org.iso.18013.5.1.MDL'), FOREIGN_DOCUMENT_LIMITS)).toThrow(malformed);
  });
});
