import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { DuplicateCandidate, SignedIn } from '../ports/index.ts';
import type { CaseDeps, CaseRefusal } from './case-file.ts';
import { onCase } from './on-case.ts';

export type DecideDuplicate = {
  /** The case in which the question came up. */
  readonly applicationId: string;
  readonly candidateId: string;
  readonly outcome: 'SAME' | 'DIFFERENT';
  /** Without personal data. */
  readonly reason: string;
};

export type DecideDuplicateRefusal = CaseRefusal | 'candidate-not-found' | 'decided-already' | 'reason-blank';

/** A person says whether two persons of the register are one, and why; the rule only found them. */
export function makeDecideDuplicate(deps: CaseDeps) {
  return (by: SignedIn, input: DecideDuplicate): Promise<Outcome<DuplicateCandidate, DecideDuplicateRefusal>> => {
    const { applicationId, candidateId, outcome, reason } = input;
    const act = { applicationId, action: 'duplicate.decide' } as const;
    return onCase<DuplicateCandidate, DecideDuplicateRefusal>(deps, by, act, async (tx, file) => {
      const { person, application, now, granted } = file;
      const pair = (await tx.duplicates.ofPerson(person.id)).find(({ id }) => id === candidateId);
      if (pair === undefined) return refused('candidate-not-found');
      if (pair.decided !== undefined) return refused('decided-already');
      if (reason.trim() === '') return refused('reason-blank');
      const decided = { outcome, reason, by: by.accountId, at: now };
      await tx.duplicates.decide(pair, decided);
      for (const personId of [pair.personA, pair.personB]) {
        await tx.audit({
          action: granted.action,
          personId,
          caseNumber: application.number,
          object: pair.id,
          reason: outcome,
        });
      }
      return ok({ ...pair, decided });
    });
  };
}

/** The pairs in which the person of a case stands, for whoever decides them. */
export function makeListDuplicates(deps: CaseDeps) {
  return (
    by: SignedIn,
    { applicationId }: { readonly applicationId: string },
  ): Promise<Outcome<readonly DuplicateCandidate[], CaseRefusal>> => {
    const act = { applicationId, action: 'application.read' } as const;
    return onCase<readonly DuplicateCandidate[], CaseRefusal>(deps, by, act, async (tx, { person, application }) => {
      await tx.audit({ action: act.action, personId: person.id, caseNumber: application.number, reason: 'duplicates' });
      return ok(await tx.duplicates.ofPerson(person.id));
    });
  };
}
