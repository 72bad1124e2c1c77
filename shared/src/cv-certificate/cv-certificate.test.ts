import { p256 } from '@noble/curves/nist.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { concatBytes, equalBytes, fromHex, toHex } from '../bytes/index.ts';
import { parsePlainDate } from '../plain-date/index.ts';
import { decodeTlv, encodeTlv } from '../tlv/index.ts';
import {
  type CvFields,
  curveOfPoint,
  decodeCvCertificate,
  encodeCvBody,
  isReference,
  signCvCertificate,
  verifyCvCertificate,
  verifyPlainEcdsa,
} from './index.ts';

const secret = new Uint8Array(32).fill(7);
const publicKey = p256.getPublicKey(secret, false);
const terminal: CvFields = {
  car: 'ZZDV00001',
  chr: 'ZZTM00001',
  publicKey,
  template: { role: 'terminal', read: [2, 3, 17, 18], write: [], count: true, canAllowed: true, pinManagement: false },
  effective: parsePlainDate('2026-06-01'),
  expiry: parsePlainDate('2026-07-15'),
};
const authority: CvFields = {
  ...terminal,
  car: 'ZZCV00001',
  chr: 'ZZCV00001',
  template: { ...terminal.template, role: 'cvca' },
};
const signed = (fields: CvFields): Promise<Uint8Array> =>
  signCvCertificate({ fields, sign: (body) => p256.sign(body, secret, { lowS: false }) });

const refused = expect.objectContaining({ code: expect.stringMatching(/^(CVC_MALFORMED|TLV_\w+|DATE_BAD)$/) });

describe('a certificate', () => {
  let bytes = new Uint8Array(0);
  let authorityBytes = new Uint8Array(0);
  beforeAll(async () => {
    bytes = new Uint8Array(await signed(terminal));
    authorityBytes = new Uint8Array(await signed(authority));
  });

  test('comes back with every field, and its signature verifies', () => {
    for (const [encoded, fields] of [
      [bytes, terminal],
      [authorityBytes, authority],
    ] as const) {
      const certificate = decodeCvCertificate(encoded);
      expect(certificate).toMatchObject({ ...fields, profile: 0 });
      expect(toHex(certificate.bodyBytes)).toBe(toHex(encodeCvBody(fields)));
      expect(verifyCvCertificate({ certificate, issuerKey: publicKey })).toBe(true);
    }
  });

  test('is short enough for the tap', () => {
    expect(bytes.length).toBeLessThanOrEqual(230);
  });

  test('of an authority carries the domain parameters, and another does not', () => {
    const { p } = p256.Point.CURVE();
    const prime = p.toString(16);
    expect(toHex(authorityBytes).includes(prime)).toBe(true);
    expect(toHex(bytes).includes(prime)).toBe(false);
  });

  test('with any bit flipped is refused, or no longer verifies', () => {
    for (let bit = 0; bit < 8 * bytes.length; bit += 3) {
      const flipped = bytes.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const accepted = accepts(flipped);
      expect(accepted, `bit ${bit}`).toBe(false);
    }
  });

  test('cut anywhere, or followed by anything, is refused', () => {
    for (let length = 0; length < bytes.length; length += 1) {
      expect(() => decodeCvCertificate(bytes.subarray(0, length))).toThrow(refused);
    }
    expect(() => decodeCvCertificate(concatBytes(bytes, Uint8Array.of(0)))).toThrow(refused);
  });

  test('does not verify under another key, and a key off every curve verifies nothing', () => {
    const certificate = decodeCvCertificate(bytes);
    const other = p256.getPublicKey(new Uint8Array(32).fill(8), false);
    expect(verifyCvCertificate({ certificate, issuerKey: other })).toBe(false);
    expect(verifyCvCertificate({ certificate, issuerKey: new Uint8Array(65).fill(4) })).toBe(false);
    expect(verifyPlainEcdsa({ message: secret, signature: new Uint8Array(63), publicKey })).toBe(false);
  });

  test('may carry extensions, which are signed and not read', async () => {
    const body = decodeTlv(encodeCvBody(terminal));
    const extended = encodeTlv(0x7f4e, concatBytes(body.value, encodeTlv(0x65, fromHex('7300'))));
    const signature = p256.sign(extended, secret, { lowS: false });
    const certificate = decodeCvCertificate(encodeTlv(0x7f21, concatBytes(extended, encodeTlv(0x5f37, signature))));
    expect(certificate.template).toEqual(terminal.template);
    expect(verifyCvCertificate({ certificate, issuerKey: publicKey })).toBe(true);
  });

  function accepts(encoded: Uint8Array): boolean {
    try {
      return verifyCvCertificate({ certificate: decodeCvCertificate(encoded), issuerKey: publicKey });
    } catch (fault) {
      expect(fault).toEqual(refused);
      return false;
    }
  }

  /** The terminal's certificate with one piece of its body replaced, and lengths made to fit. */
  function withBody(change: (body: string) => string): Uint8Array {
    const body = change(toHex(decodeTlv(encodeCvBody(terminal)).value));
    return encodeTlv(0x7f21, concatBytes(encodeTlv(0x7f4e, fromHex(body)), encodeTlv(0x5f37, new Uint8Array(64))));
  }

  test.each<[string, (body: string) => string]>([
    ['another profile', (body) => body.replace('5f290100', '5f290101')],
    ['no profile', (body) => body.replace('5f290100', '')],
    ['a member twice', (body) => `5f290100${body}`],
    ['an unknown member', (body) => `${body}5f2a0100`],
    ['a reference in lower case', (body) => body.replace('42095a5a', '42097a7a')],
    ['another algorithm', (body) => body.replace('04007f00070202020203', '04007f00070202020202')],
    ['a point off the curve', (body) => body.replace(toHex(publicKey), `04${'11'.repeat(64)}`)],
    [
      'a compressed point',
      (body) =>
        body.replace(
          `7f494f060a04007f000702020202038641${toHex(publicKey)}`,
          `7f492f060a04007f000702020202038621${toHex(p256.getPublicKey(secret))}`,
        ),
    ],
    ['rights of an inspection system', (body) => body.replace('04007f000703010202', '04007f000703010201')],
    ['a month of 13', (body) => body.replace('5f2406020600070105', '5f2406020601030105')],
    ['its end before its beginning', (body) => body.replace('5f2406020600070105', '5f2406020500070105')],
  ])('with %s is refused', (_, change) => {
    const changed = withBody(change);
    expect(
      equalBytes(
        changed,
        withBody((body) => body),
      ),
    ).toBe(false);
    expect(() => decodeCvCertificate(changed)).toThrow(refused);
  });

  test('with domain parameters of another curve is refused', () => {
    const { b } = p256.Point.CURVE();
    const body = toHex(decodeTlv(encodeCvBody(authority)).value);
    const changed = body.replace(b.toString(16).padStart(64, '0'), '11'.repeat(32));
    expect(changed).not.toBe(body);
    const certificate = concatBytes(encodeTlv(0x7f4e, fromHex(changed)), encodeTlv(0x5f37, new Uint8Array(64)));
    expect(() => decodeCvCertificate(encodeTlv(0x7f21, certificate))).toThrow(refused);
  });

  test('with a signature of another length is refused', () => {
    const body = encodeCvBody(terminal);
    const certificate = concatBytes(body, encodeTlv(0x5f37, new Uint8Array(72)));
    expect(() => decodeCvCertificate(encodeTlv(0x7f21, certificate))).toThrow(refused);
  });
});

test.each<[string, Partial<CvFields>]>([
  ['a reference without country', { car: '00DV00001' }],
  ['a mnemonic of ten', { chr: 'ZZABCDEFGHIJ00001' }],
  ['a key on no curve', { publicKey: new Uint8Array(65) }],
  ['an end before its beginning', { expiry: parsePlainDate('2026-05-31') }],
])('%s is the caller’s bug', async (_, fields) => {
  expect(() => encodeCvBody({ ...terminal, ...fields })).toThrow(RangeError);
});

test('a signer that gives another form than r and s is the caller’s bug', async () => {
  await expect(signCvCertificate({ fields: terminal, sign: () => new Uint8Array(70) })).rejects.toThrow(RangeError);
});

test('references are country, mnemonic and sequence', () => {
  expect(['ZZA00001', 'ZZPERMIT00001', 'ZZABCDEFGHI00001'].map(isReference)).toEqual([true, true, true]);
  expect(['ZZ00001', 'zzA00001', 'ZZA0001 ', 'ZZA 00001', 'ZZABCDEFGHIJ00001', ''].map(isReference)).toEqual(
    Array(6).fill(false),
  );
});

test('a point is on one curve or on none', () => {
  expect(curveOfPoint(publicKey)).toBe('P-256');
  expect(curveOfPoint(p256.getPublicKey(secret))).toBeUndefined();
  expect(curveOfPoint(new Uint8Array(65).fill(4))).toBeUndefined();
});
