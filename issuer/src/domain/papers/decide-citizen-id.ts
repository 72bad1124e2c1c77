import { DecodeError } from '@residence-permit/shared/errors';
import { type CitizenId, citizenIdBirthDate, parseCitizenId } from '@residence-permit/shared/identifiers';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { ApplicationKind } from '../policy/index.ts';
import { changesIdentity, isProved, type SaidValue } from './identity-proof.ts';

export type CitizenIdRefusal =
  /** Form, birth date or check character of the number is wrong. */
  | 'citizen-id-bad'
  /** The birth date that was said is not the one that the number names. GB 11643-1999 §4.2. */
  | 'birth-date-disagrees'
  /** Another number needs the office's word and a paper that bears it out. */
  | 'citizen-id-unproved';

/**
 * The ID number that an approval of the case puts into the register, with the birth date that it names; nothing where both
 * stay. A birth date is never put right by itself: it is part of the number.
 */
export function decideCitizenId(
  kind: ApplicationKind,
  given: {
    readonly current: string;
    readonly said: SaidValue | undefined;
    readonly saidBirthDate: SaidValue | undefined;
  },
): Outcome<CitizenId | undefined, CitizenIdRefusal> {
  const { current, said, saidBirthDate } = given;
  if (!changesIdentity(kind)) return ok(undefined);
  const citizenId = readCitizenId(said?.value ?? current);
  if (citizenId === undefined) return refused('citizen-id-bad');
  if (saidBirthDate !== undefined && saidBirthDate.value !== citizenIdBirthDate(citizenId)) {
    return refused('birth-date-disagrees');
  }
  if (said === undefined || citizenId === current) return ok(undefined);
  return isProved(kind, said) ? ok(citizenId) : refused('citizen-id-unproved');
}

/** The number that a text from outside is; nothing when it is none. */
export function readCitizenId(text: string): CitizenId | undefined {
  try {
    return parseCitizenId(text);
  } catch (cause) {
    if (cause instanceof DecodeError) return undefined;
    throw cause;
  }
}
