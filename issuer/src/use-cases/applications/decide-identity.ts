import type { CitizenId } from '@residence-permit/shared/identifiers';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { type CitizenIdRefusal, decideCitizenId, decideName } from '../../domain/papers/index.ts';
import type { Decision, OfficeTransaction } from '../ports/index.ts';
import type { CaseFile } from './case-file.ts';
import { saidIdentity } from './said-identity.ts';

/** Who the person is from an approval on; what stays is absent. */
export type ApprovedIdentity = { readonly name?: string; readonly citizenId?: CitizenId };

export type IdentityRefusal =
  /** Another name needs the office's word and a paper that bears it out. */
  | 'name-unproved'
  | CitizenIdRefusal
  /** Another record of the register has that number, be it a closed one. */
  | 'citizen-id-taken';

/** What a decision makes of the name and the ID number that the case says. A refusal changes neither. */
export async function decideIdentity(
  tx: OfficeTransaction,
  { application, person }: CaseFile,
  outcome: Decision['outcome'],
): Promise<Outcome<ApprovedIdentity, IdentityRefusal>> {
  if (outcome === 'REFUSED') return ok({});
  const said = await saidIdentity(tx, application);
  const name = decideName(application.kind, { current: person.name, said: said.name });
  if (!name.ok) return name;
  const asked = { current: person.citizenId, said: said.citizenId, saidBirthDate: said.birthDate };
  const number = decideCitizenId(application.kind, asked);
  if (!number.ok) return number;
  const isTaken = number.value !== undefined && (await tx.persons.findByCitizenId(number.value)) !== undefined;
  if (isTaken) return refused('citizen-id-taken');
  return ok({
    ...(name.value === undefined ? {} : { name: name.value }),
    ...(number.value === undefined ? {} : { citizenId: number.value }),
  });
}
