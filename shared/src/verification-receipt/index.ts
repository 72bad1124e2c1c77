export { decodeReceiptFile, encodeReceiptFile, MAX_RECEIPT_FILE_BYTES, type ReceiptFile } from './receipt-file.ts';
export {
  decodeReceiptKeyStatement,
  type ReceiptKeyStatement,
  type SignedReceiptKeyStatement,
  signReceiptKeyStatement,
  verifyReceiptKeyStatement,
} from './receipt-key-statement.ts';
export {
  decodeSignedVerificationReceipt,
  decodeVerificationReceipt,
  encodeVerificationReceipt,
  RECEIPT_ID_BYTES,
  RECEIPT_LINK_BYTES,
  type ReceiptAnswer,
  receiptLink,
  type SignedVerificationReceipt,
  signVerificationReceipt,
  type VerificationReceipt,
} from './verification-receipt.ts';
