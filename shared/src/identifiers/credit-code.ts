import { DecodeError } from '../errors/index.ts';

declare const creditCode: unique symbol;

/**
 * A unified social credit code (GB 32100-2015) of an organisation: 1 registry department, 1 class, 6 digits area,
 * 9 organisation code with its own check character (GB 11714-1997), 1 check character; 18 in all, capitals.
 */
export type CreditCode = string & { readonly [creditCode]: true };

/** GB 32100-2015 §4: 31 characters, without I, O, S, V and Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const SHAPE = /^[0-9A-HJ-NP-RTUWXY]{2}\d{6}[0-9A-HJ-NP-RTUWXY]{10}$/;

/** GB 11714-1997: the organisation code counts in base 36 values of its characters, weights below, modulo 11. */
const ORGANISATION_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2] as const;

/** @throws DecodeError IDENTIFIER_BAD when the form or one of its two check characters is wrong */
export function parseCreditCode(text: string): CreditCode {
  if (!SHAPE.test(text)) throw new DecodeError('IDENTIFIER_BAD', 0, 'credit code: want 18 of its characters');
  if (text[16] !== organisationCheck(text.slice(8, 16))) {
    throw new DecodeError('IDENTIFIER_BAD', 16, 'credit code: check character of the organisation code');
  }
  if (text[17] !== checkCharacter(text)) throw new DecodeError('IDENTIFIER_BAD', 17, 'credit code: check character');
  return text as CreditCode;
}

/** GB 32100-2015 appendix A: weights 3^(i-1) mod 31; a result of 31 counts as 0. */
function checkCharacter(text: string): string | undefined {
  let sum = 0;
  let weight = 1;
  for (const character of text.slice(0, 17)) {
    sum += weight * ALPHABET.indexOf(character);
    weight = (weight * 3) % 31;
  }
  return ALPHABET[(31 - (sum % 31)) % 31];
}

/** GB 11714-1997: 11 minus the sum modulo 11; ten is X, eleven is 0. */
function organisationCheck(code: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce<number>(
    (total, weight, index) => total + weight * ORGANISATION_ALPHABET.indexOf(code.charAt(index)),
    0,
  );
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? 'X' : String(check);
}
