import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { PlainDate } from '@residence-permit/shared/plain-date';
import { readClock } from '../../domain/deadline/index.ts';
import { decideAcceptance } from '../../domain/papers/index.ts';
import type { ApplicationKind } from '../../domain/policy/index.ts';
import type { OfficeTransaction, SignedIn } from '../ports/index.ts';
import type { CaseDeps, CaseRefusal } from './case-file.ts';
import { findFindings } from './find-findings.ts';
import { moveCase } from './move-case.ts';
import { onCase } from './on-case.ts';
import { lookAtPapers } from './papers-of.ts';
import { putFee } from './put-fee.ts';

export type AcceptRefusal =
  | CaseRefusal
  | 'wrong-state'
  | 'papers-missing'
  /** Somebody has to say first whether two persons are one. */
  | 'duplicate-undecided'
  /** The same person is in the register under another number: the case is entered there. */
  | 'duplicate-person';

/** What the acceptance receipt states; it starts the clock. Decree 663 art. 9. */
export type Acceptance = {
  readonly applicationId: string;
  readonly number: string;
  readonly kind: ApplicationKind;
  readonly acceptedOn: PlainDate;
  /** Last day on which the office is in time. */
  readonly dueOn: PlainDate;
  /** Rules whose papers are missing although the notice did not name them: the reviewer's matter. */
  readonly overlooked: readonly string[];
};

/** Kinds that the rules of residence are asked about. */
const RULED: readonly ApplicationKind[] = ['FIRST', 'ENDORSE'];

/**
 * Accepts a case: from this day the clock runs, against the office. What the rules of residence come to is kept with it, with
 * clauses and papers.
 */
export function makeAcceptApplication(deps: CaseDeps) {
  return (
    by: SignedIn,
    { applicationId }: { readonly applicationId: string },
  ): Promise<Outcome<Acceptance, AcceptRefusal>> => {
    const act = { applicationId, action: 'application.accept' } as const;
    return onCase<Acceptance, AcceptRefusal>(deps, by, act, async (tx, file) => {
      const { application, policy, today, now } = file;
      const { kind, number } = application;
      const papers = decideAcceptance(await lookAtPapers(tx, file));
      if (!papers.ok) return refused(papers.refusal === 'not-submitted' ? 'wrong-state' : papers.refusal);
      const doubt = await doubtOf(tx, application.personId);
      if (doubt !== undefined) return refused(doubt);
      const { dueOn } = readClock({ acceptedOn: today }, today, policy);
      const findings = RULED.includes(kind) ? { eligibility: await findFindings(tx, file) } : {};
      const change = { acceptedAt: now, dueOn, waitingSince: now, ...findings };
      const moved = await moveCase(tx, file, { to: 'ACCEPTED', reason: 'accepted', change });
      if (!moved.ok) return moved;
      await putFee(tx, file, deps.newId);
      const { personId } = application;
      await tx.tell({ template: 'accepted', personId, caseNumber: number, details: { dueOn } });
      const overlooked = papers.value.overlooked.map(({ rule }) => rule);
      return ok({ applicationId, number, kind, acceptedOn: today, dueOn, overlooked });
    });
  };
}

async function doubtOf(
  tx: OfficeTransaction,
  personId: string,
): Promise<'duplicate-undecided' | 'duplicate-person' | undefined> {
  const pairs = await tx.duplicates.ofPerson(personId);
  if (pairs.some(({ decided }) => decided?.outcome === 'SAME')) return 'duplicate-person';
  return pairs.some(({ decided }) => decided === undefined) ? 'duplicate-undecided' : undefined;
}
