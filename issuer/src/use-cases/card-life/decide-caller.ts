import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { CallerHeard, Person } from '../ports/index.ts';

/** Somebody who calls about a lost card, and what they say of its holder. */
export type Caller = Pick<CallerHeard, 'name' | 'relation' | 'phone'> & {
  readonly said: {
    readonly holderName: string;
    /** ISO date. */
    readonly birthDate: string;
    /** Last four characters of the ID number. */
    readonly idTail?: string;
  };
};

/**
 * Whether a caller knows the holder well enough that the card is stopped: name and birth date, and the end of the ID number
 * where it was said. It is a low bar on purpose: a wrong hold is lifted at the counter, a wrong delay is not made good.
 */
export function decideCaller(caller: Caller, holder: Person): Outcome<CallerHeard, 'caller-not-matched'> {
  const { name, relation, phone, said } = caller;
  const checks = [
    ['NAME', said.holderName.normalize('NFC').trim() === holder.name],
    ['BIRTH_DATE', said.birthDate === holder.birthDate],
    ['ID_TAIL', said.idTail === undefined || holder.citizenId.endsWith(said.idTail.toUpperCase())],
  ] as const;
  if (checks.some(([, agrees]) => !agrees)) return refused('caller-not-matched');
  const checked = checks.flatMap(([what]) => (what === 'ID_TAIL' && said.idTail === undefined ? [] : [what]));
  return ok({ name, relation, checked, ...(phone === undefined ? {} : { phone }) });
}
