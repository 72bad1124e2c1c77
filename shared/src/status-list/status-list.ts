import { DecodeError } from '../errors/index.ts';

/** Bits of one entry. draft-ietf-oauth-status-list §4.1. */
export type StatusBits = 1 | 2 | 4 | 8;

/** The packed entries of a list. Immutable by agreement: nobody writes to `packed`. */
export type StatusList = {
  readonly bits: StatusBits;
  /** Entry 0 in the lowest bits of byte 0. */
  readonly packed: Uint8Array;
};

/** Status of a card in this product, 2 bits. Card profile 1 §6. */
export const CARD_STATUS = { CLEAR: 0, REVOKED: 1, ON_HOLD: 2 } as const;

/** Bits of an entry in the lists of this product. */
export const CARD_STATUS_BITS = 2;

/** Entries that the list holds. */
export function countEntries(list: StatusList): number {
  return (list.packed.length * 8) / list.bits;
}

/**
 * The entry at an index, 0 to 2^bits − 1; `undefined` past the end of the list, which is never "clear".
 * @throws RangeError if the index is not a whole number from 0
 */
export function lookUp(list: StatusList, index: number): number | undefined {
  if (!Number.isSafeInteger(index) || index < 0) throw new RangeError(`index: want a whole number, got ${index}`);
  const bit = index * list.bits;
  const byte = list.packed[Math.floor(bit / 8)];
  return byte === undefined ? undefined : (byte >>> (bit % 8)) & ((1 << list.bits) - 1);
}

/** Packs entries given one by one; those not given are 0. @throws RangeError for an entry that does not fit */
export function packStatuses(input: {
  readonly bits: StatusBits;
  /** Rounded up to a whole byte. */
  readonly length: number;
  readonly entries: Iterable<readonly [index: number, status: number]>;
}): StatusList {
  const packed = new Uint8Array(Math.ceil((input.length * input.bits) / 8));
  for (const [index, status] of input.entries) {
    const known = Number.isSafeInteger(index) && index >= 0 && index < input.length;
    if (!known || status < 0 || status >= 2 ** input.bits) throw new RangeError(`entry ${index}: ${status}`);
    const bit = index * input.bits;
    const at = Math.floor(bit / 8);
    const mask = ((1 << input.bits) - 1) << (bit % 8);
    packed[at] = ((packed[at] ?? 0) & ~mask) | (status << (bit % 8));
  }
  return { bits: input.bits, packed };
}

/** @throws DecodeError STATUS_MALFORMED */
export function checkStatusBits(bits: number): StatusBits {
  if (bits === 1 || bits === 2 || bits === 4 || bits === 8) return bits;
  throw new DecodeError('STATUS_MALFORMED', 0, 'bits');
}
