import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { EvidenceType } from '../../../domain/policy/index.ts';
import { type CaseHead, caseHead, officeFoot, type ReviewBodies } from './case-head.ts';
import type { DocumentContent } from './document-content.ts';
import { formatDate } from './format-values.ts';
import type { Language } from './language.ts';
import { PAPER_NAMES } from './name-tables.ts';
import { sayIn } from './say.ts';

/** What the applicant gets when the case is accepted; it starts the clock. Decree 663 art. 9. */
export type AcceptanceReceipt = CaseHead &
  Pick<ReviewBodies, 'reviewBody'> & {
    readonly acceptedOn: PlainDate;
    /** Last day for the decision. */
    readonly dueOn: PlainDate;
    readonly papers: readonly EvidenceType[];
    /** Whether the case ends with a card to collect. */
    readonly endsWithCard: boolean;
  };

export function acceptanceReceipt(receipt: AcceptanceReceipt, language: Language): DocumentContent {
  const say = sayIn(language);
  const dueOn = formatDate(receipt.dueOn, language);
  const { caseNumber, reviewBody } = receipt;
  return {
    title: say('receipt-title'),
    blocks: [
      caseHead(receipt, language),
      { kind: 'paragraph', text: say('receipt-intro', { acceptedOn: formatDate(receipt.acceptedOn, language) }) },
      { kind: 'rows', rows: [[say('receipt-due'), dueOn]] },
      { kind: 'heading', text: say('receipt-papers') },
      { kind: 'list', items: receipt.papers.map((paper) => PAPER_NAMES[paper][language]) },
      { kind: 'heading', text: say('receipt-next') },
      {
        kind: 'list',
        items: [
          say('receipt-next-decision', { dueOn, caseNumber }),
          ...(receipt.endsWithCard ? [say('receipt-next-collect')] : []),
          say('receipt-next-late', { reviewBody }),
        ],
      },
      officeFoot(receipt, language),
    ],
  };
}
