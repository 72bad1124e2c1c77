/**
 * Memory as a chip or a disk has it: bytes at offsets. A write is seen by later reads at once, but it survives loss of power
 * for certain only after the next `sync`; until then any part of it, of any sector, may be down, in any order. What was never
 * written reads as zero.
 */
export type MemoryDevice = {
  read(offset: number, length: number): Uint8Array;
  write(offset: number, bytes: Uint8Array): void;
  sync(): void;
};

/** A device that lasts as long as the process. `content` answers a copy of everything up to the last byte written. */
export function memoryDevice(initial: Uint8Array = new Uint8Array(0)): MemoryDevice & { content(): Uint8Array } {
  let held: Uint8Array = initial.slice();
  let length = held.length;
  return {
    read: (offset, count) => {
      const bytes = new Uint8Array(count);
      bytes.set(held.subarray(Math.min(offset, length), Math.min(offset + count, length)));
      return bytes;
    },
    write: (offset, bytes) => {
      const end = offset + bytes.length;
      if (end > held.length) {
        const larger = new Uint8Array(Math.max(end, 2 * held.length));
        larger.set(held);
        held = larger;
      }
      held.set(bytes, offset);
      length = Math.max(length, end);
    },
    sync: () => undefined,
    content: () => held.slice(0, length),
  };
}
