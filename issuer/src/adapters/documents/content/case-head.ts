import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { ApplicationKind } from '../../../domain/policy/index.ts';
import type { Block } from './document-content.ts';
import { formatDate } from './format-values.ts';
import type { Language } from './language.ts';
import { KIND_NAMES } from './name-tables.ts';
import { sayIn } from './say.ts';

/** What every document of a case names. */
export type CaseHead = {
  readonly caseNumber: string;
  readonly kind: ApplicationKind;
  readonly applicantName: string;
  readonly office: OfficeAddress;
  /** Date on the document: it alone makes two prints of the same data differ. */
  readonly issuedOn: PlainDate;
};

/** Where the office is and how it is reached, as printed. */
export type OfficeAddress = { readonly name: string; readonly address: string; readonly telephone: string };

/** Where to object, as printed. */
export type ReviewBodies = { readonly reviewBody: string; readonly court: string };

/** The rows that begin a document. */
export function caseHead(head: CaseHead, language: Language): Block {
  const say = sayIn(language);
  return {
    kind: 'rows',
    rows: [
      [say('case-number'), head.caseNumber],
      [say('case-kind'), KIND_NAMES[head.kind][language]],
      [say('applicant'), head.applicantName],
    ],
  };
}

/** The rows that end a document. */
export function officeFoot(head: Pick<CaseHead, 'office' | 'issuedOn'>, language: Language): Block {
  const say = sayIn(language);
  return {
    kind: 'rows',
    rows: [
      [say('office'), head.office.name],
      [say('office-address'), head.office.address],
      [say('office-telephone'), head.office.telephone],
      [say('issued-on'), formatDate(head.issuedOn, language)],
    ],
  };
}
