import { DecodeError } from '../errors/index.ts';
import { type PlainDate, parsePlainDate } from '../plain-date/index.ts';

declare const citizenId: unique symbol;

/**
 * A citizen ID number (GB 11643-1999): 6 digits area, 8 birth date YYYYMMDD, 3 sequence, 1 check character; 18 in all,
 * a check value of ten as capital X. Numbers of Hong Kong, Macao and Taiwan residents (areas 810000, 820000, 830000)
 * have the same form. A right check character shows that it was typed right, not that the person exists.
 */
export type CitizenId = string & { readonly [citizenId]: true };

const SHAPE = /^[1-8]\d{16}[\dX]$/;
/** ISO 7064 MOD 11-2: 2^(17-i) mod 11 for the digits in order; GB 11643-1999 §4.4. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';

/**
 * Area codes are not looked up: one that was abolished stays in the number for life.
 * @throws DecodeError IDENTIFIER_BAD when form, birth date or check character is wrong; a lower-case x is refused
 */
export function parseCitizenId(text: string): CitizenId {
  if (!SHAPE.test(text)) throw new DecodeError('IDENTIFIER_BAD', 0, 'citizen ID: want 17 digits and a digit or X');
  if (!hasBirthDate(text)) throw new DecodeError('IDENTIFIER_BAD', 6, 'citizen ID: birth date');
  if (text[17] !== checkCharacter(text)) throw new DecodeError('IDENTIFIER_BAD', 17, 'citizen ID: check character');
  return text as CitizenId;
}

/** The birth date that the number names. */
export function citizenIdBirthDate(id: CitizenId): PlainDate {
  return parsePlainDate(birthDateText(id));
}

/** From the last digit of the sequence: odd is male, even female. Where papers differ, that is a question, not an error. */
export function citizenIdSex(id: CitizenId): 'male' | 'female' {
  return Number(id[16]) % 2 === 1 ? 'male' : 'female';
}

function checkCharacter(text: string): string | undefined {
  const sum = WEIGHTS.reduce<number>((total, weight, index) => total + weight * Number(text[index]), 0);
  return CHECK_CHARACTERS[sum % 11];
}

function hasBirthDate(text: string): boolean {
  try {
    parsePlainDate(birthDateText(text));
    return true;
  } catch (cause) {
    if (cause instanceof DecodeError) return false;
    throw cause;
  }
}

function birthDateText(text: string): string {
  return `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;
}
