import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { EvidenceType } from '../../../domain/policy/index.ts';
import { type CaseHead, caseHead, officeFoot } from './case-head.ts';
import type { DocumentContent } from './document-content.ts';
import { formatDate } from './format-values.ts';
import type { Language } from './language.ts';
import { PAPER_NAMES } from './name-tables.ts';
import { sayIn } from './say.ts';

/** The record that both sides sign when a card leaves the office. */
export type HandOverRecord = CaseHead & {
  readonly cardNumber: string;
  readonly permitNumber: string;
  readonly handedOverOn: PlainDate;
  /** Absent: the holder in person. */
  readonly proxyName?: string;
  /** What the collector showed; its number is not printed. */
  readonly proof: EvidenceType;
};

export function handOverRecord(record: HandOverRecord, language: Language): DocumentContent {
  const say = sayIn(language);
  return {
    title: say('hand-over-title'),
    blocks: [
      caseHead(record, language),
      { kind: 'paragraph', text: say('hand-over-intro', { handedOverOn: formatDate(record.handedOverOn, language) }) },
      {
        kind: 'rows',
        rows: [
          [say('hand-over-permit'), record.permitNumber],
          [say('hand-over-card'), record.cardNumber],
          [say('hand-over-collector'), record.proxyName ?? say('hand-over-self')],
          [say('hand-over-proof'), PAPER_NAMES[record.proof][language]],
        ],
      },
      {
        kind: 'list',
        items: [
          say('hand-over-checked'),
          say('hand-over-activate'),
          say('hand-over-loss', { telephone: record.office.telephone }),
        ],
      },
      officeFoot(record, language),
      { kind: 'signatures', labels: [say('signed-office'), say('signed-collector')] },
    ],
  };
}
