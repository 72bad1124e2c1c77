import { type Outcome, ok } from '@residence-permit/shared/outcome';
import type { PersonLanguage, SignedIn } from '../ports/index.ts';
import { onPerson } from './on-person.ts';
import type { PersonDeps, PersonRefusal } from './person-file.ts';

/** Changes the language in which somebody is written to: by themselves, or by the office that keeps their record. */
export function makeChooseLanguage(deps: PersonDeps) {
  return (
    by: SignedIn,
    { personId, language }: { readonly personId: string; readonly language: PersonLanguage },
  ): Promise<Outcome<{ readonly language: PersonLanguage }, PersonRefusal>> => {
    const action = by.officeId === undefined ? 'own.request' : 'person.correct';
    const act = { personId, action, place: 'office of the record' } as const;
    return onPerson(deps, by, act, async (tx, { granted }) => {
      await tx.persons.setLanguage(personId, language);
      await tx.audit({ action: granted.action, personId, object: 'language', reason: language });
      return ok({ language });
    });
  };
}
