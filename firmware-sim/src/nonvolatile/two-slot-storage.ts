import { sha256 } from '@noble/hashes/sha2.js';
import { equalBytes } from '@residence-permit/shared/bytes';
import { DecodeError } from '@residence-permit/shared/errors';
import type { CardStorage } from './card-storage.ts';
import type { MemoryDevice } from './memory-device.ts';
import {
  decodeSlotHeader,
  encodeSlotHeader,
  IMAGE_MAGIC,
  imageVersionOf,
  SLOT_HEADER_BYTES,
  type SlotHeader,
} from './slot-header.ts';

/** Slots begin at multiples of this, so that no sector of any disk is shared by both. */
export const SLOT_BYTES = 262_144;
/** Where in a slot the state begins: header and state share no sector of 512 bytes. */
export const STATE_OFFSET = 512;
const MAX_STATE_BYTES = SLOT_BYTES - STATE_OFFSET;
const MAX_SEQUENCE = 0xffff_ffff;
const SLOTS = [0, 1] as const;

/**
 * Atomic commits on a device of which any write may be cut. A commit goes into the slot that does not hold the current
 * state: its bytes, sync, then the header that makes it the current one, sync. The state of the complete header with the
 * higher sequence is the current one. Since its bytes were synced before its header was written, bytes that do not match it
 * are damage and never a cut: the image is then refused, and no older state comes back.
 * `load` answers undefined where nothing was ever committed, and throws DecodeError IMAGE_BAD; `save` RangeError.
 */
export function twoSlotStorage(device: MemoryDevice): CardStorage {
  return { load: () => loadState(device), save: (state) => commitState(device, state) };
}

type Slot = { readonly number: 0 | 1; readonly header: SlotHeader };

function commitState(device: MemoryDevice, state: Uint8Array): void {
  const current = currentSlot(device);
  const sequence = (current?.header.sequence ?? 0) + 1;
  if (state.length > MAX_STATE_BYTES) throw new RangeError(`state: want at most ${MAX_STATE_BYTES} bytes`);
  if (sequence > MAX_SEQUENCE) throw new RangeError('sequence: the card is worn out');
  const base = current?.number === 0 ? SLOT_BYTES : 0;
  device.write(base + STATE_OFFSET, state);
  device.sync();
  device.write(base, encodeSlotHeader(sequence, state));
  device.sync();
}

function loadState(device: MemoryDevice): Uint8Array | undefined {
  const current = currentSlot(device);
  if (current === undefined) return refuseForeign(device);
  const { length, digest } = current.header;
  if (length > MAX_STATE_BYTES) throw bad('a state longer than its slot');
  const state = device.read(current.number * SLOT_BYTES + STATE_OFFSET, length);
  if (!equalBytes(sha256(state), digest)) throw bad('the state is damaged');
  return state;
}

/** The slot with the complete header of the higher sequence. */
function currentSlot(device: MemoryDevice): Slot | undefined {
  const slots = SLOTS.flatMap((number): readonly Slot[] => {
    const header = decodeSlotHeader(device.read(number * SLOT_BYTES, SLOT_HEADER_BYTES));
    return header === undefined ? [] : [{ number, header }];
  });
  return slots.reduce<Slot | undefined>(
    (newest, slot) => (newest === undefined || slot.header.sequence > newest.header.sequence ? slot : newest),
    undefined,
  );
}

/** No slot is complete: either nothing was committed yet, or this is no image of this version. */
function refuseForeign(device: MemoryDevice): undefined {
  const start = device.read(0, SLOT_HEADER_BYTES);
  const version = imageVersionOf(start);
  // No layout has the number 0: that is a byte which the cut left unwritten.
  if (version !== undefined && version !== 0 && version !== IMAGE_MAGIC.at(-1))
    throw bad(`an image of layout ${version}, not of 2`);
  // A first commit that was cut may have left a part of its header; anything else was not written by this chip.
  const isFirstCut = IMAGE_MAGIC.every((byte, at) => start[at] === 0 || start[at] === byte);
  if (!isFirstCut) throw bad('not a card image');
  return undefined;
}

function bad(detail: string): DecodeError {
  return new DecodeError('IMAGE_BAD', 0, detail);
}
