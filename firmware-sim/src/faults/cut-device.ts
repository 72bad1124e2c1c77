import type { RandomSource } from '../card/index.ts';
import type { MemoryDevice } from '../nonvolatile/index.ts';
import type { Fault } from './fault.ts';
import { type Power, PowerLoss } from './power.ts';

/** A write that was not synced yet. */
type PendingWrite = { readonly offset: number; readonly bytes: Uint8Array };

/** What of a write that was not synced reaches the memory when power goes. */
export type TornPart =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'all' }
  /** The first `count` bytes. */
  | { readonly kind: 'prefix'; readonly count: number }
  /** The pieces of `size` bytes, counted from the start of the write, for which `isKept` says so. */
  | { readonly kind: 'pieces'; readonly size: number; readonly isKept: (piece: number) => boolean };

/** Sizes in which a memory may take a write apart: a byte, a flash word, a sector of a disk. */
const PIECE_BYTES = [1, 16, 512] as const;

/**
 * A device whose power goes during the write that a fault names. Writes reach `inner` when they are synced; at the cut, of
 * each write that was not synced an arbitrary part reaches it, so that writes may be torn, lost or out of order. Without power
 * every call throws PowerLoss; what was not synced is gone.
 */
export function cutDevice(input: {
  readonly inner: MemoryDevice;
  readonly fault: (Fault & { readonly kind: 'cut-at-write' }) | undefined;
  readonly power: Power;
  readonly random: RandomSource;
}): MemoryDevice {
  const { inner, fault, power, random } = input;
  let pending: PendingWrite[] = [];
  let writes = 0;
  const requirePower = (): void => {
    if (power.lostBy === undefined) return;
    pending = [];
    throw new PowerLoss('the memory has no power');
  };
  const flush = (): void => {
    for (const { offset, bytes } of pending) inner.write(offset, bytes);
    pending = [];
  };
  return {
    read: (offset, length) => {
      requirePower();
      return overlaid(inner.read(offset, length), offset, pending);
    },
    write: (offset, bytes) => {
      requirePower();
      pending.push({ offset, bytes: bytes.slice() });
      writes += 1;
      if (writes !== fault?.at) return;
      for (const write of pending) writeTorn(inner, write, drawTornPart(write.bytes.length, random));
      pending = [];
      inner.sync();
      power.lose(fault);
      throw new PowerLoss('power went during a write');
    },
    sync: () => {
      requirePower();
      flush();
      inner.sync();
    },
  };
}

/** Lets a part of a write reach the memory. */
export function writeTorn(device: MemoryDevice, { offset, bytes }: PendingWrite, part: TornPart): void {
  switch (part.kind) {
    case 'nothing':
      return;
    case 'all':
      return device.write(offset, bytes);
    case 'prefix':
      return device.write(offset, bytes.subarray(0, part.count));
    case 'pieces':
      for (let at = 0; at < bytes.length; at += part.size) {
        if (part.isKept(at / part.size)) device.write(offset + at, bytes.subarray(at, at + part.size));
      }
  }
}

/** A part at random: each kind as likely as another. */
export function drawTornPart(length: number, random: RandomSource): TornPart {
  const [kind = 0, sizeAt = 0] = random(2);
  switch (kind % 4) {
    case 0:
      return { kind: 'nothing' };
    case 1:
      return { kind: 'all' };
    case 2:
      return { kind: 'prefix', count: new DataView(random(4).buffer).getUint32(0) % (length + 1) };
    default: {
      const size = PIECE_BYTES[sizeAt % PIECE_BYTES.length] ?? 1;
      const kept = random(Math.ceil(length / size));
      return { kind: 'pieces', size, isKept: (piece) => ((kept[piece] ?? 0) & 1) === 1 };
    }
  }
}

/** What a read sees: the writes that were not synced lie over what is in the memory. */
function overlaid(bytes: Uint8Array, offset: number, pending: readonly PendingWrite[]): Uint8Array {
  for (const write of pending) {
    const from = Math.max(offset, write.offset);
    const to = Math.min(offset + bytes.length, write.offset + write.bytes.length);
    if (from < to) bytes.set(write.bytes.subarray(from - write.offset, to - write.offset), from - offset);
  }
  return bytes;
}
