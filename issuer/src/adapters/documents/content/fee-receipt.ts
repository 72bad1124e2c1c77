import type { PlainDate } from '@residence-permit/shared/plain-date';
import { type CaseHead, caseHead, officeFoot } from './case-head.ts';
import type { DocumentContent } from './document-content.ts';
import { formatDate, formatFen } from './format-values.ts';
import type { Language } from './language.ts';
import { KIND_NAMES } from './name-tables.ts';
import { sayIn } from './say.ts';

/** A receipt for what was paid for a case. */
export type FeeReceipt = CaseHead & {
  readonly receiptNumber: string;
  readonly paidOn: PlainDate;
  /** In fen; 0 where it is waived. */
  readonly amountFen: number;
  /** Why it is waived, in the officer's words. */
  readonly waivedFor?: string;
};

/** @throws RangeError when an amount is both waived and taken, or not a whole number of fen */
export function feeReceipt(receipt: FeeReceipt, language: Language): DocumentContent {
  const { waivedFor, amountFen } = receipt;
  if (waivedFor !== undefined && amountFen !== 0) throw new RangeError('amountFen: want 0 where it is waived');
  const say = sayIn(language);
  const amount = say('fee-amount', { amount: formatFen(amountFen) });
  const item = waivedFor === undefined ? amount : say('fee-waived', { reason: waivedFor });
  return {
    title: say('fee-title'),
    blocks: [
      {
        kind: 'rows',
        rows: [
          [say('fee-number'), receipt.receiptNumber],
          [say('fee-paid-on'), formatDate(receipt.paidOn, language)],
        ],
      },
      caseHead(receipt, language),
      { kind: 'heading', text: say('fee-items') },
      {
        kind: 'rows',
        rows: [
          [KIND_NAMES[receipt.kind][language], item],
          [say('fee-total'), amount],
        ],
      },
      { kind: 'paragraph', text: say('fee-free') },
      officeFoot(receipt, language),
      { kind: 'signatures', labels: [say('signed-office')] },
    ],
  };
}
