import { toHex } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import { RECEIPT_ID_BYTES } from '@residence-permit/shared/verification-receipt';
import { copyReceipt, nodeRandom, openReceiptBook } from '../node/index.ts';
import { type ReceiptOfTap, receiptOfTap } from '../receipts/index.ts';
import type { Language } from './language.ts';
import type { Clock } from './parse-settings.ts';

/** What a command says of the receipt that it kept. `id` in hexadecimal: what a service point notes in its own books. */
export type ShownReceipt = {
  readonly id: string;
  readonly number: number;
  readonly terminal: string;
  /** The copy that was asked for. */
  readonly file: string;
};

type KeepReceipt = (tap: Pick<ReceiptOfTap, 'result' | 'purpose' | 'trust'>) => Promise<ShownReceipt>;

/**
 * Opens the receipt book of the terminal before a card is asked for; nothing where no receipt is wanted.
 * @throws PermitError SETTING_BAD without a terminal, KEY_BAD where it has no receipt key, STORE_FAILED
 */
export async function openReceipts(request: {
  readonly receipt: string | undefined;
  /** The terminal's folder, or `none`. */
  readonly terminal: string;
  readonly clock: Clock;
}): Promise<KeepReceipt | undefined> {
  const { receipt: target, terminal, clock } = request;
  if (target === undefined) return undefined;
  if (terminal === 'none') throw new PermitError('SETTING_BAD', { detail: '--receipt: wants a --terminal to sign it' });
  const book = await openReceiptBook(terminal);
  return async (tap) => {
    const id = nodeRandom(RECEIPT_ID_BYTES);
    const kept = await book.keep(receiptOfTap({ ...tap, terminal: book.terminal, id, at: clock() }));
    const file = await copyReceipt(kept, target);
    return { id: toHex(id), number: kept.receipt.number, terminal: book.terminal, file };
  };
}

export function describeKeptReceipt(receipt: ShownReceipt | undefined, language: Language): readonly string[] {
  if (receipt === undefined) return [];
  const { id, number, file } = receipt;
  return [
    '',
    language === 'zh' ? `查验凭据第 ${number} 号，${id}：${file}` : `Receipt number ${number}, ${id}: ${file}`,
  ];
}
