import { p256 } from '@noble/curves/nist.js';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '../bytes/index.ts';
import { encodeTlv } from '../tlv/index.ts';
import {
  decodeUseReceipt,
  encodeUseReceipt,
  encodeUseReceiptBody,
  type UseReceiptBody,
  verifyUseReceipt,
} from './use-receipt.ts';

const secretKey = new Uint8Array(32).fill(5);
const receiptKey = p256.getPublicKey(secretKey, false);
const body: UseReceiptBody = {
  chipId: new Uint8Array(8).fill(1),
  grantId: new Uint8Array(8).fill(2),
  period: 3,
  used: 2,
  sequence: 41,
  transactionId: new Uint8Array(16).fill(4),
  terminal: 'ZZCLINIC00001',
  day: 20_780,
};
const sign = (bodyBytes: Uint8Array) => p256.sign(bodyBytes, secretKey, { prehash: true, lowS: false });
const bodyBytes = encodeUseReceiptBody(body);
const malformed = expect.objectContaining({ code: 'RECEIPT_MALFORMED' });

describe('a use receipt', () => {
  test('reads back as the chip wrote it, and verifies under the receipt key alone', () => {
    const receipt = decodeUseReceipt(encodeUseReceipt(bodyBytes, sign(bodyBytes)));
    expect(receipt).toMatchObject(body);
    expect(receipt.bodyBytes).toEqual(bodyBytes);
    expect(verifyUseReceipt(receipt, receiptKey)).toBe(true);
    expect(verifyUseReceipt(receipt, p256.getPublicKey(new Uint8Array(32).fill(6), false))).toBe(false);
  });

  test('does not verify for another use than the one that was signed', () => {
    const other = encodeUseReceiptBody({ ...body, used: 1 });
    const receipt = decodeUseReceipt(encodeUseReceipt(other, sign(bodyBytes)));
    expect(verifyUseReceipt(receipt, receiptKey)).toBe(false);
  });

  test.each<[string, Partial<UseReceiptBody>]>([
    ['a short chip name', { chipId: new Uint8Array(7) }],
    ['a long grant id', { grantId: new Uint8Array(9) }],
    ['a short transaction id', { transactionId: new Uint8Array(15) }],
    ['no terminal', { terminal: '' }],
    ['a terminal that is too long', { terminal: 'Z'.repeat(17) }],
    ['a terminal with a space', { terminal: 'ZZ CLINIC' }],
  ])('is refused with %s', (_, change) => {
    const changed = encodeUseReceiptBody({ ...body, ...change });
    expect(() => decodeUseReceipt(encodeUseReceipt(changed, sign(changed)))).toThrow(malformed);
  });

  test.each([
    ['without a signature', bodyBytes],
    ['with a short signature', encodeUseReceipt(bodyBytes, new Uint8Array(63))],
    [
      'with something after the signature',
      concatBytes(encodeUseReceipt(bodyBytes, new Uint8Array(64)), encodeTlv(0x80, new Uint8Array())),
    ],
    ['with its parts in the other order', concatBytes(encodeTlv(0x5f37, new Uint8Array(64)), bodyBytes)],
    ['that is empty', new Uint8Array()],
  ])('is refused %s', (_, bytes) => {
    expect(() => decodeUseReceipt(bytes)).toThrow(malformed);
  });
});
