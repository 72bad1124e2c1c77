import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { decideVerification, type VerifyRefusal } from '../../domain/registration/index.ts';
import { toInterval } from '../applications/index.ts';
import type { PersonDeps } from '../persons/index.ts';
import type { Registration, SignedIn } from '../ports/index.ts';
import { moveRegistration, onRegistration, type RegistrationRefusal } from './on-registration.ts';

export type VerifyRegistrationRefusal =
  | RegistrationRefusal
  | VerifyRefusal
  | 'evidence-not-found'
  /** Another officer verifies than the one who wrote it down. */
  | 'entered-by-you'
  | 'reason-blank';

/** Somebody else than who wrote it down has seen the paper: from now on the stay counts, from the day of its registration. */
export function makeVerifyRegistration(deps: PersonDeps) {
  return (
    by: SignedIn,
    input: { readonly registrationId: string; readonly evidenceId?: string },
  ): Promise<Outcome<Registration, VerifyRegistrationRefusal>> => {
    const act = { registrationId: input.registrationId, action: 'registration.verify' } as const;
    return onRegistration<Registration, VerifyRegistrationRefusal>(deps, by, act, async (tx, file) => {
      const { registration, office, person, now, today } = file;
      if (registration.enteredBy === by.accountId) return refused('entered-by-you');
      const evidenceId = input.evidenceId ?? registration.evidenceId;
      const interval = { ...toInterval(registration, office), ...(evidenceId === undefined ? {} : { evidenceId }) };
      const decided = decideVerification(interval, today);
      if (!decided.ok) return decided;
      if (evidenceId === undefined) return refused('evidence-missing');
      if ((await tx.evidence.find(evidenceId))?.personId !== person.id) return refused('evidence-not-found');
      const seen = { verifiedBy: by.accountId, verifiedAt: now, evidenceId };
      let moved = registration;
      for (const { state: to } of decided.value) {
        const change = to === 'VERIFIED' ? seen : {};
        moved = await moveRegistration(tx, { ...file, registration: moved }, { to, reason: 'paper-seen', change });
      }
      if (moved.state === 'CURRENT') {
        await tx.persons.saveDetails(person.id, { ...person.details, residenceAddress: moved.address });
      }
      return ok(moved);
    });
  };
}

/** What was declared is not so; the reason is told. */
export function makeRejectRegistration(deps: PersonDeps) {
  return (
    by: SignedIn,
    { registrationId, reason }: { readonly registrationId: string; readonly reason: string },
  ): Promise<Outcome<Registration, VerifyRegistrationRefusal>> => {
    const act = { registrationId, action: 'registration.verify' } as const;
    return onRegistration<Registration, VerifyRegistrationRefusal>(deps, by, act, async (tx, file) => {
      if (file.registration.enteredBy === by.accountId) return refused('entered-by-you');
      if (file.registration.state !== 'DECLARED') return refused('not-declared');
      if (reason.trim() === '') return refused('reason-blank');
      return ok(await moveRegistration(tx, file, { to: 'REJECTED', reason }));
    });
  };
}
