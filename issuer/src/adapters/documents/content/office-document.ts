import { type AcceptanceReceipt, acceptanceReceipt } from './acceptance-receipt.ts';
import type { DocumentContent } from './document-content.ts';
import { type FeeReceipt, feeReceipt } from './fee-receipt.ts';
import { type HandOverRecord, handOverRecord } from './hand-over-record.ts';
import type { Language } from './language.ts';
import { type MissingPapersNotice, missingPapersNotice } from './missing-papers-notice.ts';
import { type RefusalNotice, refusalNotice } from './refusal-notice.ts';

/** Everything that the office prints. */
export type OfficeDocument =
  | ({ readonly document: 'acceptance-receipt' } & AcceptanceReceipt)
  | ({ readonly document: 'refusal-notice' } & RefusalNotice)
  | ({ readonly document: 'missing-papers-notice' } & MissingPapersNotice)
  | ({ readonly document: 'fee-receipt' } & FeeReceipt)
  | ({ readonly document: 'hand-over-record' } & HandOverRecord);

type Documents = { readonly [Each in OfficeDocument as Each['document']]: Each };

const CONTENTS: {
  readonly [Name in keyof Documents]: (document: Documents[Name], language: Language) => DocumentContent;
} = {
  'acceptance-receipt': acceptanceReceipt,
  'refusal-notice': refusalNotice,
  'missing-papers-notice': missingPapersNotice,
  'fee-receipt': feeReceipt,
  'hand-over-record': handOverRecord,
};

/** What a document says in a language. */
export function contentOf<Name extends keyof Documents>(
  document: Documents[Name] & { readonly document: Name },
  language: Language,
): DocumentContent {
  return CONTENTS[document.document](document, language);
}
