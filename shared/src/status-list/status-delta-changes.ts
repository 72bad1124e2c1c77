import { DecodeError } from '../errors/index.ts';
import { CARD_STATUS_BITS, countEntries, lookUp, type StatusList } from './status-list.ts';

const VALUES = 2 ** CARD_STATUS_BITS;
/** The largest gap is below 2^24 entries: 26 bits with its value, so four groups of seven bits. */
const MAX_GROUPS = 4;

/**
 * What differs between two lists, in ascending order: for each changed entry (places since the one before, less one) × 4 +
 * new value, as unsigned LEB128 (DWARF 5 §7.6) in its shortest form. The newer list may be longer, never shorter; what it
 * has more counts as changed from 0.
 * @throws RangeError for a newer list that is shorter, or for lists that are not of 2 bits a card
 */
export function encodeChanges(from: StatusList, to: StatusList): Uint8Array {
  if (from.bits !== CARD_STATUS_BITS || to.bits !== CARD_STATUS_BITS) throw new RangeError('bits: want 2');
  if (to.packed.length < from.packed.length) throw new RangeError('to: shorter than the list before');
  const bytes: number[] = [];
  let previous = -1;
  for (let at = 0; at < to.packed.length; at++) {
    const difference = (from.packed[at] ?? 0) ^ (to.packed[at] ?? 0);
    if (difference === 0) continue;
    for (let part = 0; part < 4; part++) {
      if (((difference >>> (2 * part)) & 3) === 0) continue;
      const index = 4 * at + part;
      pushGroups(bytes, (index - previous - 1) * VALUES + (lookUp(to, index) ?? 0));
      previous = index;
    }
  }
  return Uint8Array.from(bytes);
}

/**
 * The list that the changes make of another; that one stays as it is. `length` is that of the packed result, in bytes.
 * Work and memory are bounded by `length` and by the changes.
 * @throws DecodeError STATUS_MALFORMED
 */
export function applyChanges(from: StatusList, changes: Uint8Array, length: number): StatusList {
  if (from.bits !== CARD_STATUS_BITS || length < from.packed.length) throw malformed(0, 'length');
  const packed = new Uint8Array(length);
  packed.set(from.packed);
  const list: StatusList = { bits: CARD_STATUS_BITS, packed };
  const entries = countEntries(list);
  let index = -1;
  for (let offset = 0; offset < changes.length; ) {
    const { value, next } = readGroups(changes, offset);
    index += Math.floor(value / VALUES) + 1;
    if (index >= entries) throw malformed(offset, 'past the end of the list');
    const shift = 2 * (index % 4);
    const at = Math.floor(index / 4);
    packed[at] = ((packed[at] ?? 0) & ~(3 << shift)) | ((value % VALUES) << shift);
    offset = next;
  }
  return list;
}

function pushGroups(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

function readGroups(bytes: Uint8Array, start: number): { readonly value: number; readonly next: number } {
  let value = 0;
  for (let group = 0; group < MAX_GROUPS; group++) {
    const byte = bytes[start + group];
    if (byte === undefined) throw malformed(start, 'a change is cut off');
    value += (byte % 128) * 128 ** group;
    if (byte >= 128) continue;
    if (byte === 0 && group > 0) throw malformed(start, 'a change is longer than needed');
    return { value, next: start + group + 1 };
  }
  throw malformed(start, 'a gap is too wide');
}

function malformed(offset: number, detail: string): DecodeError {
  return new DecodeError('STATUS_MALFORMED', offset, `delta: ${detail}`);
}
