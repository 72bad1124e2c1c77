import { drawTornPart, type TornPart, writeTorn } from '@residence-permit/firmware-sim/faults';
import { type MemoryDevice, memoryDevice } from '@residence-permit/firmware-sim/card';
import { seededRandom } from '@residence-permit/firmware-sim/testing';

export type Write = { readonly offset: number; readonly bytes: Uint8Array };

/** Where power went: during that write, counted from 1, of a command; or after the command was answered. */
export type CutPoint = { readonly at: number | 'answered'; readonly content: Uint8Array };

const SECTOR = 512;
const WORD = 8;
const DRAWN_PARTS = 4;

/** A device that remembers what was written and what was synced, so that every loss of power can be tried afterwards. */
export class RecordedDevice implements MemoryDevice {
  readonly #live = memoryDevice();
  readonly #durable = memoryDevice();
  #events: (Write | 'sync')[] = [];
  #pending: readonly Write[] = [];

  read(offset: number, length: number): Uint8Array {
    return this.#live.read(offset, length);
  }

  write(offset: number, bytes: Uint8Array): void {
    this.#live.write(offset, bytes);
    this.#events.push({ offset, bytes: bytes.slice() });
  }

  sync(): void {
    this.#events.push('sync');
  }

  content(): Uint8Array {
    return this.#live.content();
  }

  /** Takes what was written so far as it is: a card before the torture. */
  settle(): void {
    this.#events = [];
    this.#pending = [];
    this.#durable.write(0, this.#live.content());
  }

  /** Every state in which loss of power during or right after the last command can leave the memory; then forgets it. */
  *cuts(): Generator<CutPoint> {
    let at = 0;
    for (const event of this.#events) {
      if (event === 'sync') {
        for (const write of this.#pending) this.#durable.write(write.offset, write.bytes);
        this.#pending = [];
        continue;
      }
      at += 1;
      for (const content of tornContents(this.#durable.content(), this.#pending, event)) yield { at, content };
      this.#pending = [...this.#pending, event];
    }
    const last = this.#pending.at(-1);
    const unsynced =
      last === undefined
        ? [this.#durable.content()]
        : tornContents(this.#durable.content(), this.#pending.slice(0, -1), last);
    if (at > 0) for (const content of unsynced) yield { at: 'answered', content };
    this.#events = [];
  }
}

/** Each way to tear the current write, with each of the earlier ones that were not synced all there, and all lost. */
function* tornContents(durable: Uint8Array, pending: readonly Write[], current: Write): Generator<Uint8Array> {
  const fates = pending.length === 0 ? (['all'] as const) : (['all', 'nothing'] as const);
  for (const fate of fates) {
    for (const part of partsOf(current.bytes.length)) {
      const device = memoryDevice(durable);
      for (const write of pending) writeTorn(device, write, { kind: fate });
      writeTorn(device, current, part);
      yield device.content();
    }
  }
}

/**
 * Nothing, everything, prefixes, and pieces in any order. A header-sized write is cut at every byte and loses every set of
 * its eight words; a longer one at every sector, and loses each sector, all but each, and every other.
 */
export function partsOf(length: number): readonly TornPart[] {
  const isShort = length <= WORD * WORD;
  const unit = isShort ? WORD : SECTOR;
  const pieces = Math.ceil(length / unit);
  const prefixes = Array.from({ length: isShort ? length - 1 : pieces - 1 }, (_, at) =>
    isShort ? at + 1 : (at + 1) * unit,
  );
  const masks = isShort ? Array.from({ length: 2 ** pieces - 2 }, (_, at) => setOf(at + 1)) : sectorSets(pieces);
  const random = seededRandom(`parts of ${length}`);
  return [
    { kind: 'nothing' },
    { kind: 'all' },
    ...[...prefixes, ...(isShort ? [] : [1, length - 1])].map((count): TornPart => ({ kind: 'prefix', count })),
    ...masks.map((isKept): TornPart => ({ kind: 'pieces', size: unit, isKept })),
    ...Array.from({ length: DRAWN_PARTS }, () => drawTornPart(length, random)),
  ];
}

function setOf(mask: number): (piece: number) => boolean {
  return (piece) => (mask & (1 << piece)) !== 0;
}

function sectorSets(pieces: number): readonly ((piece: number) => boolean)[] {
  const each = Array.from({ length: pieces }, (_, at) => at);
  return [
    ...each.map((lost) => (piece: number) => piece !== lost),
    ...each.map((only) => (piece: number) => piece === only),
    (piece) => piece % 2 === 0,
    (piece) => piece % 2 === 1,
  ];
}
