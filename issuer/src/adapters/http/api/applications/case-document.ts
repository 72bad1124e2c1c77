import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { dateAt, type PlainDate } from '@residence-permit/shared/plain-date';
import { needsCard } from '../../../../domain/policy/index.ts';
import { type CaseRecord, findingsOf, isEvidenceType } from '../../../../use-cases/applications/index.ts';
import type { OfficeAddress, OfficeDocument, ReviewBodies } from '../../../documents/index.ts';

/** What the office hands out while a case is open. */
export const CASE_DOCUMENTS = ['acceptance-receipt', 'missing-papers-notice', 'refusal-notice', 'fee-receipt'] as const;
export type CaseDocument = (typeof CASE_DOCUMENTS)[number];

/** How an office is reached, and where to object to what it decides. */
export type OfficePrint = OfficeAddress & ReviewBodies & { readonly utcOffsetMinutes: number };

/**
 * One document of a case as it is printed. It bears the date of what it tells of, so that a second print is the first one
 * again.
 */
export function caseDocument(
  document: CaseDocument,
  record: CaseRecord,
  print: OfficePrint,
): Outcome<OfficeDocument, 'document-not-due'> {
  const made = MAKERS[document](record, print);
  return made === undefined ? refused('document-not-due') : ok(made);
}

const MAKERS = {
  'acceptance-receipt': (record, print) => {
    const { application, evidence } = record;
    const { acceptedAt, dueOn, kind } = application;
    if (acceptedAt === undefined || dueOn === undefined) return undefined;
    const acceptedOn = dayAt(acceptedAt, print);
    const papers = [...new Set(evidence.map(({ type }) => type))].filter(isEvidenceType);
    const told = { acceptedOn, dueOn, papers, endsWithCard: needsCard(kind), reviewBody: print.reviewBody };
    return { document: 'acceptance-receipt', ...headOf(record, print, acceptedOn), ...told };
  },
  'missing-papers-notice': (record, print) => {
    const { supplement } = record.application;
    if (supplement === undefined) return undefined;
    const { missing, dueOn, toldOn } = supplement;
    return { document: 'missing-papers-notice', ...headOf(record, print, toldOn), missing, dueOn };
  },
  'refusal-notice': (record, print) => {
    const { decision } = record;
    if (decision?.outcome !== 'REFUSED') return undefined;
    const decidedOn = dayAt(decision.decidedAt, print);
    const reasons = decision.reasons.map(({ words, clause }) => ({ text: words, clause }));
    const { reviewBody, court } = print;
    const wouldChange = clausesToMeet(record);
    return {
      document: 'refusal-notice',
      ...headOf(record, print, decidedOn),
      decidedOn,
      reasons,
      wouldChange,
      reviewBody,
      court,
    };
  },
  'fee-receipt': (record, print) => {
    const fee = record.fees.find(({ paidAt }) => paidAt !== undefined);
    if (fee?.paidAt === undefined || fee.receiptNumber === undefined) return undefined;
    const paidOn = dayAt(fee.paidAt, print);
    const { receiptNumber, amountFen } = fee;
    return { document: 'fee-receipt', ...headOf(record, print, paidOn), receiptNumber, paidOn, amountFen };
  },
} as const satisfies Record<CaseDocument, (record: CaseRecord, print: OfficePrint) => OfficeDocument | undefined>;

function headOf({ application, person }: CaseRecord, print: OfficePrint, issuedOn: PlainDate) {
  const { name, address, telephone } = print;
  const { number: caseNumber, kind } = application;
  return { caseNumber, kind, applicantName: person.name, office: { name, address, telephone }, issuedOn };
}

/** The conditions that were not met, by their clauses: meeting them is what would change the decision. */
function clausesToMeet({ application }: CaseRecord): readonly string[] {
  const conditions = findingsOf(application)?.eligibility.conditions ?? [];
  return conditions.flatMap(({ clause, outcome }) => (outcome === 'met' ? [] : [clause]));
}

function dayAt(at: number, { utcOffsetMinutes }: OfficePrint): PlainDate {
  return dateAt(at, utcOffsetMinutes);
}
