import { p256 } from '@noble/curves/nist.js';
import { describe, expect, it } from 'vitest';
import { decodeCbor } from '../cbor/index.ts';
import { nobleEd25519, nobleEd25519Signer, verifySign1 } from '../cose/index.ts';
import { parsePlainDate } from '../plain-date/index.ts';
import { decodeReceiptFile, encodeReceiptFile } from './receipt-file.ts';
import {
  decodeReceiptKeyStatement,
  signReceiptKeyStatement,
  verifyReceiptKeyStatement,
} from './receipt-key-statement.ts';
import {
  decodeSignedVerificationReceipt,
  encodeVerificationReceipt,
  signVerificationReceipt,
  type VerificationReceipt,
} from './verification-receipt.ts';

const signer = nobleEd25519Signer(new Uint8Array(32).fill(8));
const terminalSecret = new Uint8Array(32).fill(9);
const terminalKey = p256.getPublicKey(terminalSecret, false);
const sign = async (message: Uint8Array) => p256.sign(message, terminalSecret, { prehash: true, lowS: false });
const receipt: VerificationReceipt = {
  terminal: 'ZZCLINIC00001',
  number: 1,
  previous: new Uint8Array(32).fill(1),
  id: new Uint8Array(16).fill(2),
  at: 1_795_435_200,
  purpose: 'clinic',
  verdict: 'undecided',
  answers: {
    authentic: { answer: 'yes' },
    current: { answer: 'unknown', code: 'STATUS_STALE' },
    inFunction: { answer: 'yes' },
    chipGenuine: { answer: 'yes' },
    entitled: { answer: 'no', code: 'NO_GRANT' },
  },
  trust: { rootVersion: 1, bundleSeq: 4, bundleSeconds: 60, statusSeconds: 90 },
};
const malformed = expect.objectContaining({ code: 'VERIFICATION_RECEIPT_MALFORMED' });

describe('a verification receipt', () => {
  it('reads back as it was signed', async () => {
    const signed = decodeSignedVerificationReceipt(await signVerificationReceipt(receipt, signer));
    expect(signed.receipt).toEqual(receipt);
    expect(verifySign1({ sign1: signed.sign1, publicKey: signer.publicKey, engine: nobleEd25519 })).toBe(true);
  });

  it('has thirteen members and no other, so there is nowhere for card data to stand', () => {
    const limits = { maxBytes: 1024, maxDepth: 3, tags: [] };
    const map = decodeCbor(encodeVerificationReceipt(receipt), limits);
    expect(map instanceof Map && [...map.keys()]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('is refused with any bit changed', async () => {
    const bytes = await signVerificationReceipt(receipt, signer);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const damaged = bytes.slice();
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(passes(damaged)).toBe(false);
    }
  });

  it.each([
    ['a number 0', { number: 0 }],
    ['a terminal that is none', { terminal: 'clinic' }],
    ['a short link', { previous: new Uint8Array(31) }],
    ['a short id', { id: new Uint8Array(8) }],
    ['a purpose with a space', { purpose: 'a b' }],
    ['a code that is none', { answers: { ...receipt.answers, current: { answer: 'no', code: 'no!' } } }],
  ] as const)('is not signed with %s', async (_what, change) => {
    await expect(signVerificationReceipt({ ...receipt, ...change }, signer)).rejects.toEqual(malformed);
  });
});

function passes(bytes: Uint8Array): boolean {
  try {
    const { sign1 } = decodeSignedVerificationReceipt(bytes);
    return verifySign1({ sign1, publicKey: signer.publicKey, engine: nobleEd25519 });
  } catch {
    return false;
  }
}

describe('the statement of a receipt key', () => {
  const [from, through] = [parsePlainDate('2026-11-01'), parsePlainDate('2026-12-15')];
  const statement = { publicKey: signer.publicKey, terminal: 'ZZCLINIC00001', from, through };

  it('reads back and verifies under the terminal’s key alone', async () => {
    const signed = decodeReceiptKeyStatement(await signReceiptKeyStatement(statement, sign));
    expect(signed).toMatchObject(statement);
    expect(verifyReceiptKeyStatement(signed, terminalKey)).toBe(true);
    expect(verifyReceiptKeyStatement(signed, p256.getPublicKey(new Uint8Array(32).fill(7), false))).toBe(false);
  });

  it('signs 25 fixed bytes first, so that no challenge of terminal authentication can be one', async () => {
    const messages: Uint8Array[] = [];
    const keep = (message: Uint8Array) => {
      messages.push(message.slice(0, 25));
      return sign(message);
    };
    await signReceiptKeyStatement(statement, keep);
    const other = { ...statement, publicKey: nobleEd25519Signer(new Uint8Array(32).fill(3)).publicKey };
    await signReceiptKeyStatement(other, keep);
    expect(messages[0]).toEqual(messages[1]);
  });

  it('takes one algorithm and one form', async () => {
    const bytes = await signReceiptKeyStatement(statement, sign);
    const edDsa = bytes.slice();
    edDsa[edDsa.indexOf(0x26)] = 0x27;
    expect(() => decodeReceiptKeyStatement(edDsa)).toThrow(expect.objectContaining({ code: 'COSE_ALG_NOT_ALLOWED' }));
    await expect(signReceiptKeyStatement({ ...statement, from: through, through: from }, sign)).rejects.toEqual(
      malformed,
    );
    expect(() => decodeReceiptKeyStatement(bytes.slice(0, -1))).toThrow(
      expect.objectContaining({ code: 'CBOR_TRUNCATED' }),
    );
  });
});

describe('a receipt file', () => {
  const part = (fill: number) => new Uint8Array(fill).fill(fill);
  const file = { dv: part(3), terminal: part(4), statement: part(5), receipt: part(6) };

  it('is an array of four byte strings', () => {
    expect(decodeReceiptFile(encodeReceiptFile(file))).toEqual(file);
    expect(() => decodeReceiptFile(Uint8Array.of(0x83, 0x40, 0x40, 0x40))).toThrow(malformed);
    expect(() => decodeReceiptFile(Uint8Array.of(0x84, 0x40, 0x40, 0x40, 0x01))).toThrow(malformed);
  });
});
