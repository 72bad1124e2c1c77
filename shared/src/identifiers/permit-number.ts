import { DecodeError } from '../errors/index.ts';

declare const permitNumber: unique symbol;

/** The number of a permit, which survives reissue: 1 to 32 capital letters, digits and hyphens; neither end is a hyphen. */
export type PermitNumber = string & { readonly [permitNumber]: true };

const SHAPE = /^(?!-)[0-9A-Z-]{1,32}(?<!-)$/;

/** Offices number as they please, so only the form is checked. @throws DecodeError IDENTIFIER_BAD */
export function parsePermitNumber(text: string): PermitNumber {
  if (!SHAPE.test(text)) {
    throw new DecodeError('IDENTIFIER_BAD', 0, 'permit number: want 1 to 32 capitals, digits and hyphens');
  }
  return text as PermitNumber;
}
