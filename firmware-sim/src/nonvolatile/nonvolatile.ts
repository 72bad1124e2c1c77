import type { CostMeter } from '../card/cost-meter.ts';
import type { CardStorage } from './card-storage.ts';
import type { CellName, ChipCells } from './chip-cells.ts';
import { decodeChipImage, encodeChipImage } from './image-codec.ts';

/** The storage did not take a commit. What it holds now is the old state or the new; only a reset finds out. */
export class MemoryFailure extends Error {}

/** The half of nonvolatile memory that changes nothing. */
export type ReadableMemory = { read<Name extends CellName>(cell: Name): ChipCells[Name] };

/**
 * Transactional memory: a commit is seen whole or not at all, at any loss of power. Each command of the chip commits
 * at most what it states at its handler, so that it either happened or did not.
 */
export type Nonvolatile = ReadableMemory & {
  /** @throws MemoryFailure; memory then still reads as before */
  commit(changes: Partial<ChipCells>): void;
};

export function makeNonvolatile(input: {
  readonly storage: CardStorage;
  readonly meter: CostMeter;
  readonly cells: ChipCells;
}): Nonvolatile {
  const { storage, meter } = input;
  let cells = input.cells;
  return {
    read: (cell) => cells[cell],
    commit: (changes) => {
      const next = { ...cells, ...changes };
      meter.operation('nonvolatile-write', changedBytes(cells, changes));
      save(storage, next);
      cells = next;
    },
  };
}

function save(storage: CardStorage, cells: ChipCells): void {
  try {
    storage.save(encodeChipImage(cells));
  } catch (cause) {
    throw new MemoryFailure('the storage refused a commit', { cause });
  }
}

/** @throws DecodeError IMAGE_BAD where the storage holds something else; RangeError where it holds nothing */
export function loadCells(storage: CardStorage): ChipCells {
  const bytes = storage.load();
  if (bytes === undefined) throw new RangeError('storage: want a card image, got none');
  return decodeChipImage(bytes);
}

/** Bytes that the commit changes: a list or map counts only the members that differ. */
function changedBytes(before: ChipCells, changes: Partial<ChipCells>): number {
  // Object.keys loses the key type; the names are those of `changes`.
  const names = Object.keys(changes) as CellName[];
  return names.reduce((sum, name) => sum + cellChange(name, before, changes), 0);
}

function cellChange(name: CellName, before: ChipCells, changes: Partial<ChipCells>): number {
  const next = changes[name];
  if (next === undefined) return 1;
  const was: unknown = before[name];
  if (next instanceof Map && was instanceof Map) {
    return [...next]
      .filter(([key, value]) => was.get(key) !== value)
      .reduce((sum, [, value]) => sum + sizeOf(value), 0);
  }
  if (Array.isArray(next) && Array.isArray(was)) {
    return next.filter((item) => !was.includes(item)).reduce<number>((sum, item) => sum + sizeOf(item), 0);
  }
  return sizeOf(next);
}

/** Bytes that a value takes, members added up; a number counts as four. */
function sizeOf(value: unknown): number {
  if (value instanceof Uint8Array || typeof value === 'string') return value.length;
  if (typeof value === 'number') return 4;
  if (value instanceof Map) return [...value.values()].reduce<number>((sum, item) => sum + sizeOf(item), 0);
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).reduce<number>((sum, item) => sum + sizeOf(item), 0);
  }
  return 1;
}
