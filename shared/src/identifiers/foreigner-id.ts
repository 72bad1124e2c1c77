import { DecodeError } from '../errors/index.ts';

declare const foreignerId: unique symbol;

/**
 * The number of a foreigner's permanent-residence card, new style: 9, then 2 digits province and 3 digits nationality
 * (ISO 3166-1 numeric); 18 characters as the citizen ID has. A kind of its own, told apart by its first digit.
 */
export type ForeignerId = string & { readonly [foreignerId]: true };

const SHAPE = /^9\d{16}[\dX]$/;

/** Checks the form; the check character is not checked, since no public test value confirms its rule (clause unchecked). @throws DecodeError IDENTIFIER_BAD */
export function parseForeignerId(text: string): ForeignerId {
  if (!SHAPE.test(text)) throw new DecodeError('IDENTIFIER_BAD', 0, 'foreigner ID: want 9, 16 digits and a digit or X');
  return text as ForeignerId;
}
