import type { PlainDate } from '@residence-permit/shared/plain-date';
import { nameKey, pinyinKey, type ToPinyin } from './name-key.ts';

/** A person as the register knows them. */
export type KnownPerson = { readonly personId: string; readonly name: string; readonly birthDate: PlainDate };

/** Why two entries may be one person, the strongest first. */
export const DUPLICATE_REASONS = ['SAME_NAME', 'SAME_PINYIN', 'DAY_AND_MONTH_SWAPPED'] as const;
export type DuplicateReason = (typeof DUPLICATE_REASONS)[number];

/** Somebody who may be the same person: a question for a person to decide, never an answer. */
export type DuplicateCandidate = { readonly personId: string; readonly reason: DuplicateReason };

/**
 * Who of the known may be this person: the same birth date with the same name or the same pinyin; or the same name with day
 * and month of birth in each other's place. Strongest first, otherwise in the order of the known.
 */
export function findCandidates(
  person: Omit<KnownPerson, 'personId'> & { readonly personId?: string },
  { known, toPinyin }: { readonly known: readonly KnownPerson[]; readonly toPinyin: ToPinyin },
): readonly DuplicateCandidate[] {
  return known
    .filter(({ personId }) => personId !== person.personId)
    .flatMap((other) => {
      const reason = reasonFor(person, other, toPinyin);
      return reason === undefined ? [] : [{ personId: other.personId, reason }];
    })
    .toSorted((a, b) => DUPLICATE_REASONS.indexOf(a.reason) - DUPLICATE_REASONS.indexOf(b.reason));
}

type Named = Pick<KnownPerson, 'name' | 'birthDate'>;

function reasonFor(person: Named, other: Named, toPinyin: ToPinyin): DuplicateReason | undefined {
  const sameName = nameKey(person.name) === nameKey(other.name);
  if (person.birthDate !== other.birthDate) {
    return sameName && swapped(person.birthDate) === other.birthDate ? 'DAY_AND_MONTH_SWAPPED' : undefined;
  }
  if (sameName) return 'SAME_NAME';
  return pinyinKey(person.name, toPinyin) === pinyinKey(other.name, toPinyin) ? 'SAME_PINYIN' : undefined;
}

function swapped(day: PlainDate): string {
  return `${day.slice(0, 4)}-${day.slice(8, 10)}-${day.slice(5, 7)}`;
}
