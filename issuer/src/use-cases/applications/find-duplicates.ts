import { type PlainDate, parsePlainDate } from '@residence-permit/shared/plain-date';
import { findCandidates, toPinyin } from '../../domain/duplicates/index.ts';
import type { NewId } from '../../ports/index.ts';
import type { OfficeTransaction } from '../ports/index.ts';
import type { CaseFile } from './case-file.ts';
import { saidName } from './said-name.ts';

/**
 * Notes who else in the register may be the person of this case, by name and birth date, for somebody to decide: by the name
 * of the register, and by the one that the case is to put in its place. Answers how many there are; what was decided before
 * stays decided.
 */
export async function findDuplicates(
  tx: OfficeTransaction,
  { application, person, now }: CaseFile,
  newId: NewId,
): Promise<number> {
  const { id: personId, birthDate } = person;
  const said = await saidName(tx, application);
  const names = [person.name, ...(said === undefined ? [] : [said.value.normalize('NFC')])];
  const days = [birthDate, ...swapped(birthDate)];
  const lines = await tx.persons.bornOn(days);
  const known = lines.map((line) => ({ personId: line.id, name: line.name, birthDate: line.birthDate }));
  const candidates = names.flatMap((name) => findCandidates({ personId, name, birthDate }, { known, toPinyin }));
  const others = [...new Set(candidates.map((other) => other.personId))];
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
