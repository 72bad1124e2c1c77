export {
  checkReceipt,
  type OpenedReceipt,
  openReceiptFile,
  type ReceiptCircumstances,
  type ReceiptDoubt,
} from './check-receipt.ts';
export { type CheckedReceipt, type CheckedReceipts, checkReceipts, type ReceiptSpan } from './check-receipts.ts';
export { type ReceiptOfTap, receiptOfTap } from './receipt-of-tap.ts';
