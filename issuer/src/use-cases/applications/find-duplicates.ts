import { citizenIdBirthDate } from '@residence-permit/shared/identifiers';
import { type PlainDate, parsePlainDate } from '@residence-permit/shared/plain-date';
import { findCandidates, toPinyin } from '../../domain/duplicates/index.ts';
import { readCitizenId } from '../../domain/papers/index.ts';
import type { NewId } from '../../ports/index.ts';
import type { OfficeTransaction } from '../ports/index.ts';
import type { CaseFile } from './case-file.ts';
import { saidIdentity } from './said-identity.ts';

/**
 * Notes who else in the register may be the person of this case, for somebody to decide: by name and birth date, those of the
 * register and those that the case is to put in their place; and who has the ID number that it says. Answers how many there
 * are; what was decided before stays decided.
 */
export async function findDuplicates(
  tx: OfficeTransaction,
  { application, person, now }: Pick<CaseFile, 'application' | 'person' | 'now'>,
  newId: NewId,
): Promise<number> {
  const { id: personId, birthDate } = person;
  const said = await saidIdentity(tx, application);
  const citizenId = readCitizenId(said.citizenId?.value ?? '');
  const names = [person.name, ...(said.name === undefined ? [] : [said.name.value.normalize('NFC')])];
  const births = [birthDate, ...(citizenId === undefined ? [] : [citizenIdBirthDate(citizenId)])];
  const days = new Set(births.flatMap((day) => [day, ...swapped(day)]));
  const lines = await tx.persons.bornOn([...days]);
  const known = lines.map((line) => ({ personId: line.id, name: line.name, birthDate: line.birthDate }));
  const candidates = births.flatMap((born) =>
    names.flatMap((name) => findCandidates({ personId, name, birthDate: born }, { known, toPinyin })),
  );
  const holder = citizenId === undefined ? undefined : await tx.persons.findByCitizenId(citizenId);
  const found = [...candidates.map((other) => other.personId), ...(holder === undefined ? [] : [holder.id])];
  const others = [...new Set(found)].filter((other) => other !== personId);
  const pairs = others.map((other) => ({ id: newId(), persons: [personId, other] as const }));
  if (pairs.length > 0) await tx.duplicates.add(pairs, now);
  return pairs.length;
}

/** The day with day and month in each other's place, where there is one and it is another. */
function swapped(date: PlainDate): readonly PlainDate[] {
  const [year = '', month = '', day = ''] = date.split('-');
  const isDay = Number(day) <= 12 && day !== month;
  return isDay ? [parsePlainDate(`${year}-${day}-${month}`)] : [];
}
