import { type Outcome, ok } from '@residence-permit/shared/outcome';
import type { PlainDate } from '@residence-permit/shared/plain-date';
import { decideEnd, type EndRefusal } from '../../domain/registration/index.ts';
import { toInterval } from '../applications/index.ts';
import type { PersonDeps } from '../persons/index.ts';
import type { Registration, SignedIn } from '../ports/index.ts';
import { moveRegistration, onRegistration, type RegistrationRefusal } from './on-registration.ts';

export type EndRegistrationRefusal = RegistrationRefusal | EndRefusal;

/** The person left: the open stay ends on a day. */
export function makeEndRegistration(deps: PersonDeps) {
  return (
    by: SignedIn,
    { registrationId, through }: { readonly registrationId: string; readonly through: PlainDate },
  ): Promise<Outcome<Registration, EndRegistrationRefusal>> => {
    const act = { registrationId, action: 'registration.enter' } as const;
    return onRegistration<Registration, EndRegistrationRefusal>(deps, by, act, async (tx, file) => {
      const { registration, office, today } = file;
      const decided = decideEnd(toInterval(registration, office), { through, state: 'ENDED', today });
      if (!decided.ok) return decided;
      return ok(await moveRegistration(tx, file, { to: 'ENDED', reason: 'left', change: { through } }));
    });
  };
}
