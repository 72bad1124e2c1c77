import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { compareDates, type PlainDate } from '@residence-permit/shared/plain-date';
import type { CaseDeps } from '../applications/index.ts';
import type { Permit, SignedIn } from '../ports/index.ts';
import { makeEndPermitIn } from './end-permit-in.ts';
import { onPermit, type PermitRefusal } from './on-permit.ts';

export type EndPermitRefusal =
  | PermitRefusal
  | 'permit-terminated'
  | 'reason-missing'
  | 'day-of-death-missing'
  /** A day of death lies in the past, and after the birth. */
  | 'day-of-death-impossible';

/** Why the office ends a permit without a case of its holder. Hangzhou art. 21; fraud: Decree 663 art. 18. */
export type EndPermit = {
  readonly permitId: string;
  readonly ground: 'DEATH' | 'LOCAL_HUKOU' | 'FRAUD';
  /** Of a death. */
  readonly diedOn?: PlainDate;
  /** Words without personal data: what it rests on, such as the number of a notice. */
  readonly reason: string;
};

/**
 * Ends a permit because its holder died, became a local, or obtained it by fraud: somebody else than who decided the case,
 * with a fresh proof of presence. The cards are revoked, what is in production is set aside, grants end.
 */
export function makeEndPermit(deps: CaseDeps) {
  const endPermitIn = makeEndPermitIn(deps);
  return (by: SignedIn, input: EndPermit): Promise<Outcome<Permit, EndPermitRefusal>> => {
    const { permitId, ground, diedOn } = input;
    const act = { permitId, action: 'card.revoke' } as const;
    return onPermit<Permit, EndPermitRefusal>(deps, by, act, async (tx, file) => {
      const { permit, person, today, ruleVersion, office } = file;
      if (permit.state === 'TERMINATED') return refused('permit-terminated');
      const reason = input.reason.trim();
      if (reason === '') return refused('reason-missing');
      if (ground === 'DEATH') {
        if (diedOn === undefined) return refused('day-of-death-missing');
        if (compareDates(diedOn, today) > 0 || compareDates(diedOn, person.birthDate) < 0)
          return refused('day-of-death-impossible');
        await tx.persons.setDied(person.id, diedOn);
      }
      const officer = { accountId: by.accountId, officeId: by.officeId ?? office.id };
      const ended = await endPermitIn(tx, permit, { ground, officer, ruleVersion });
      await tx.audit({
        action: 'card.revoke',
        personId: person.id,
        object: permit.number,
        reason: `${ground}: ${reason}`,
      });
      return ok(ended);
    });
  };
}
