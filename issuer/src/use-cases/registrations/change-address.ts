import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { PlainDate } from '@residence-permit/shared/plain-date';
import { changeNotice } from '../../domain/deadline/index.ts';
import { decideEnd, type EndRefusal, lastDayBefore } from '../../domain/registration/index.ts';
import { toInterval } from '../applications/index.ts';
import { onPerson, type PersonDeps } from '../persons/index.ts';
import type { SignedIn } from '../ports/index.ts';
import {
  type DeclareRegistration,
  type DeclareRegistrationRefusal,
  insertDeclaration,
  prepareDeclaration,
} from './declare-registration.ts';
import { moveRegistration } from './on-registration.ts';

export type ChangeAddressRefusal = DeclareRegistrationRefusal | EndRefusal | 'no-open-stay';

export type AddressChanged = {
  readonly registrationId: string;
  /** Last day on which telling it was in time; 10 days after the move. Zhejiang; Hangzhou. */
  readonly dueOn: PlainDate;
  readonly late: boolean;
};

/** The person moved: the old stay ends the day before and the new one is declared, both or neither, so that no day is missing. */
export function makeChangeAddress(deps: PersonDeps) {
  return (
    by: SignedIn,
    input: Omit<DeclareRegistration, 'through'>,
  ): Promise<Outcome<AddressChanged, ChangeAddressRefusal>> => {
    const act = { personId: input.personId, action: 'registration.enter', place: 'office of the caller' } as const;
    return onPerson<AddressChanged, ChangeAddressRefusal>(deps, by, act, async (tx, file) => {
      const { office, policy, today } = file;
      const stays = await tx.registrations.ofPerson(input.personId);
      const open = stays.find(({ state, through }) => state === 'CURRENT' && through === undefined);
      if (open === undefined) return refused('no-open-stay');
      const through = lastDayBefore(input.from);
      const ended = decideEnd(toInterval(open, office), { through, state: 'CHANGED', today });
      if (!ended.ok) return ended;
      const known = stays.map((stay) => (stay.id === open.id ? { ...stay, through, state: ended.value.state } : stay));
      const declared = await prepareDeclaration(tx, file, { by, input, id: deps.newId(), known });
      if (!declared.ok) return declared;
      const change = { to: 'CHANGED', reason: 'moved', change: { through } } as const;
      await moveRegistration(tx, { ...file, registration: open }, change);
      await insertDeclaration(tx, file, declared.value.registration);
      const notice = changeNotice({ changedOn: input.from, toldOn: today }, policy.terms);
      return ok({ registrationId: declared.value.registration.id, ...notice });
    });
  };
}
