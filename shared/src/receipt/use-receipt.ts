import { p256 } from '@noble/curves/nist.js';
import { concatBytes, decodeUtf8, encodeUtf8, readUint, uint32Bytes } from '../bytes/index.ts';
import { DecodeError } from '../errors/index.ts';
import { decodeTlvSequence, encodeTlv, type Tlv } from '../tlv/index.ts';

/** Data objects of a use receipt, in this order. */
const DO_BODY = 0x7f4e;
const DO_CHIP = 0x80;
const DO_GRANT = 0x81;
const DO_PERIOD = 0x82;
const DO_USED = 0x83;
const DO_SEQUENCE = 0x84;
const DO_TRANSACTION = 0x85;
const DO_TERMINAL = 0x86;
const DO_DATE = 0x87;
const DO_SIGNATURE = 0x5f37;

/** Bytes of a transaction id, drawn at random by the terminal. */
export const TRANSACTION_ID_BYTES = 16;
/** Bytes of the chip's name in a receipt: the first 8 of SHA-256 over its `deviceKey` point. */
export const CHIP_ID_BYTES = 8;
const GRANT_ID_BYTES = 8;
const SIGNATURE_BYTES = 64;
const MAX_CHR_BYTES = 16;

/** What the chip says about one counted use. */
export type UseReceiptBody = {
  readonly chipId: Uint8Array;
  readonly grantId: Uint8Array;
  /** Index of the period, from 0. */
  readonly period: number;
  /** Uses in that period, this one included. */
  readonly used: number;
  /** Count of all uses that this chip has committed, this one included. */
  readonly sequence: number;
  /** 16 bytes. The same transaction has the same receipt. */
  readonly transactionId: Uint8Array;
  /** Certificate holder reference of the terminal. */
  readonly terminal: string;
  /** Day of the use as the chip knows it, in days since 1970. */
  readonly day: number;
};

/** A receipt with the chip's signature: ECDSA P-256, SHA-256, r ‖ s, 64 bytes, over the whole `7F4E` object. */
export type UseReceipt = UseReceiptBody & { readonly bodyBytes: Uint8Array; readonly signature: Uint8Array };

/** The `7F4E` object that the chip signs. */
export function encodeUseReceiptBody(body: UseReceiptBody): Uint8Array {
  return encodeTlv(
    DO_BODY,
    concatBytes(
      encodeTlv(DO_CHIP, body.chipId),
      encodeTlv(DO_GRANT, body.grantId),
      encodeTlv(DO_PERIOD, uint32Bytes(body.period)),
      encodeTlv(DO_USED, uint32Bytes(body.used)),
      encodeTlv(DO_SEQUENCE, uint32Bytes(body.sequence)),
      encodeTlv(DO_TRANSACTION, body.transactionId),
      encodeTlv(DO_TERMINAL, encodeUtf8(body.terminal)),
      encodeTlv(DO_DATE, uint32Bytes(body.day)),
    ),
  );
}

/** The receipt as the chip answers it: body and signature. */
export function encodeUseReceipt(bodyBytes: Uint8Array, signature: Uint8Array): Uint8Array {
  return concatBytes(bodyBytes, encodeTlv(DO_SIGNATURE, signature));
}

/** @throws DecodeError TLV_* or RECEIPT_MALFORMED */
export function decodeUseReceipt(bytes: Uint8Array): UseReceipt {
  const [body, signature, ...more] = decodeTlvSequence(bytes);
  const fields = decodeTlvSequence(valueOf(body, DO_BODY));
  if (more.length > 0 || fields.length !== 8) throw malformed('data objects');
  const [chip, grant, period, used, sequence, transaction, terminal, date] = fields;
  return {
    chipId: valueOf(chip, DO_CHIP, CHIP_ID_BYTES),
    grantId: valueOf(grant, DO_GRANT, GRANT_ID_BYTES),
    period: readUint(valueOf(period, DO_PERIOD, 4)),
    used: readUint(valueOf(used, DO_USED, 4)),
    sequence: readUint(valueOf(sequence, DO_SEQUENCE, 4)),
    transactionId: valueOf(transaction, DO_TRANSACTION, TRANSACTION_ID_BYTES),
    terminal: readTerminal(valueOf(terminal, DO_TERMINAL)),
    day: readUint(valueOf(date, DO_DATE, 4)),
    bodyBytes: body?.bytes ?? new Uint8Array(),
    signature: valueOf(signature, DO_SIGNATURE, SIGNATURE_BYTES),
  };
}

/** True if the chip with this `receiptKey` (uncompressed P-256 point, 65 bytes) signed the receipt. */
export function verifyUseReceipt(receipt: UseReceipt, receiptKey: Uint8Array): boolean {
  return p256.verify(receipt.signature, receipt.bodyBytes, receiptKey, { lowS: false, prehash: true });
}

function valueOf(object: Tlv | undefined, tag: number, length?: number): Uint8Array {
  if (object?.tag !== tag || (length !== undefined && object.value.length !== length)) {
    throw malformed(`want data object ${tag.toString(16)}`);
  }
  return object.value;
}

function readTerminal(value: Uint8Array): string {
  const ascii = value.every((byte) => byte > 0x20 && byte < 0x7f);
  if (!ascii || value.length === 0 || value.length > MAX_CHR_BYTES) throw malformed('terminal');
  return decodeUtf8(value);
}

function malformed(detail: string): DecodeError {
  return new DecodeError('RECEIPT_MALFORMED', 0, detail);
}
