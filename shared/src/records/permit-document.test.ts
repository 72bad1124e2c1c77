import { p256 } from '@noble/curves/nist.js';
import { describe, expect, test } from 'vitest';
import { HEADER, nobleEd25519, nobleEd25519Signer, signSign1 } from '../cose/index.ts';
import { encodeMso, type MobileSecurityObject } from '../mdoc/index.ts';
import { parsePlainDate } from '../plain-date/index.ts';
import { ageOverOn } from './age-over.ts';
import { decodeCertificateChain, encodeCertificateChain } from './certificate-chain.ts';
import { PERMIT_ELEMENTS } from './elements.ts';
import { ETHNIC_GROUPS } from './ethnic-groups.ts';
import { DOC_TYPE, NAMESPACE } from './namespace.ts';
import {
  certificateThumbprint,
  decodePermitDocument,
  signPermitDocument,
  verifyPermitDocument,
} from './permit-document.ts';

const signer = nobleEd25519Signer(new Uint8Array(32).fill(3));
const thumbprint = certificateThumbprint(Uint8Array.of(0x30, 0));
const point = (fill: number) => p256.getPublicKey(new Uint8Array(32).fill(fill), false);
const mso: MobileSecurityObject = {
  docType: DOC_TYPE,
  namespace: NAMESPACE,
  digests: new Map(PERMIT_ELEMENTS.map(({ digestId }) => [digestId, new Uint8Array(32).fill(digestId)])),
  deviceKey: point(1),
  receiptKey: point(2),
  permitRef: new Uint8Array(16).fill(7),
  signedAt: 1_795_435_200,
  validFrom: 1_795_435_200,
  validUntil: 1_858_507_200,
  status: { index: 2 ** 20, uri: 's/1' },
};
const sign = (protectedHeader: Parameters<typeof signSign1>[0]['protectedHeader'], content = mso) =>
  signSign1({ protectedHeader, payloadBytes: encodeMso(content), signer });
const X5T = [-15, thumbprint] as const;

describe('DG1', () => {
  test('reads back as it was signed, verifies under its signer alone, and fits its budget', async () => {
    const dg1Bytes = await signPermitDocument({ mso, thumbprint, signer });
    const document = decodePermitDocument(dg1Bytes);
    expect(document).toMatchObject({ mso, thumbprint });
    expect(verifyPermitDocument({ document, publicKey: signer.publicKey, engine: nobleEd25519 })).toBe(true);
    const { publicKey } = nobleEd25519Signer(new Uint8Array(32).fill(4));
    expect(verifyPermitDocument({ document, publicKey, engine: nobleEd25519 })).toBe(false);
    expect(dg1Bytes.length).toBeLessThanOrEqual(1_030);
  });

  test.each([
    ['no thumbprint', new Map()],
    [
      'a header besides',
      new Map<number, number | typeof X5T>([
        [HEADER.X5T, X5T],
        [HEADER.CONTENT_TYPE, 0],
      ]),
    ],
    ['a thumbprint of another hash', new Map([[HEADER.X5T, [-16, thumbprint]]])],
    ['a thumbprint of nine bytes', new Map([[HEADER.X5T, [-15, new Uint8Array(9)]]])],
    ['a thumbprint that is no pair', new Map([[HEADER.X5T, thumbprint]])],
  ])('is refused with %s', async (_, header) => {
    const dg1Bytes = await sign(header);
    expect(() => decodePermitDocument(dg1Bytes)).toThrow(expect.objectContaining({ code: 'COSE_HEADER_NOT_ALLOWED' }));
  });

  test.each<[string, Partial<MobileSecurityObject>]>([
    ['of another document type', { docType: 'org.iso.18013.5.1.mDL' }],
    ['of another name space', { namespace: 'org.iso.18013.5.1' }],
    ['without one of its digests', { digests: new Map([...mso.digests].slice(1)) }],
    ['with a digest too many', { digests: new Map([...mso.digests, [99, new Uint8Array(32)]]) }],
    [
      'with another digest in the place of one',
      { digests: new Map([...mso.digests].map(([id, digest]) => [id === 2 ? 99 : id, digest])) },
    ],
  ])('is refused %s', async (_, change) => {
    const dg1Bytes = await sign(new Map([[HEADER.X5T, X5T]]), { ...mso, ...change });
    expect(() => decodePermitDocument(dg1Bytes)).toThrow(expect.objectContaining({ code: 'MDOC_MALFORMED' }));
  });
});

describe('DG12', () => {
  test('gives the certificates back in their order', () => {
    const chain = [Uint8Array.of(0x30, 1, 0), Uint8Array.of(0x30, 0)];
    expect(decodeCertificateChain(encodeCertificateChain(chain))).toEqual(chain);
  });

  test.each([
    ['no certificate', []],
    ['five certificates', Array.from({ length: 5 }, () => new Uint8Array(1))],
  ])('is refused with %s', (_, chain) => {
    expect(() => decodeCertificateChain(encodeCertificateChain(chain))).toThrow(
      expect.objectContaining({ code: 'RECORD_MALFORMED' }),
    );
  });
});

describe('the catalogues', () => {
  test('list 56 ethnic groups and the two codes besides', () => {
    expect(ETHNIC_GROUPS.size).toBe(58);
    expect(ETHNIC_GROUPS.get('05')).toEqual({ zh: '维吾尔族', en: 'Uyghur' });
    for (const { zh, en } of ETHNIC_GROUPS.values()) expect(zh.length * en.length).toBeGreaterThan(0);
  });

  test.each([
    ['the day before a 16th birthday', '2010-11-24', { over16: false, over18: false, over60: false }],
    ['a 16th birthday', '2010-11-23', { over16: true, over18: false, over60: false }],
    ['an 18th birthday', '2008-11-23', { over16: true, over18: true, over60: false }],
    ['a 60th birthday', '1966-11-23', { over16: true, over18: true, over60: true }],
  ])('of ages know %s', (_, birthDate, expected) => {
    expect(ageOverOn(parsePlainDate(birthDate), parsePlainDate('2026-11-23'))).toEqual(expected);
  });

  test('of ages let a birth on 29 February count from 28 February', () => {
    const birthDate = parsePlainDate('2008-02-29');
    expect(ageOverOn(birthDate, parsePlainDate('2026-02-27')).over18).toBe(false);
    expect(ageOverOn(birthDate, parsePlainDate('2026-02-28')).over18).toBe(true);
  });
});
