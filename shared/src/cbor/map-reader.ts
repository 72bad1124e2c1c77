import { type Code, DecodeError } from '../errors/index.ts';
import type { CborKey, CborMap, CborValue } from './cbor-value.ts';
import {
  type Expectation,
  expectArray,
  expectBool,
  expectBytes,
  expectInt,
  expectMap,
  expectText,
  expectUint,
} from './expect-value.ts';

/** A reader of `value`, which must be a map; it throws `code` for whatever is not as asked. @throws DecodeError with `code` */
export function readMap(value: CborValue, code: Code): MapReader {
  return new MapReader(expectMap(value, { code, what: 'record' }), code);
}

/**
 * Reads the members of one map and remembers which, so that `done` can refuse the rest. Each method but `has` and
 * `optional` throws when the member is missing or of another type. Offsets are 0: a decoded value has none.
 */
export class MapReader {
  readonly #map: CborMap;
  readonly #code: Code;
  readonly #read = new Set<CborKey>();

  constructor(map: CborMap, code: Code) {
    this.#map = map;
    this.#code = code;
  }

  /** Whether the member is there; it counts as read only when it is read. */
  has(key: CborKey): boolean {
    return this.#map.has(key);
  }

  /** The member as it is, or none. */
  optional(key: CborKey): CborValue | undefined {
    this.#read.add(key);
    return this.#map.get(key);
  }

  value(key: CborKey): CborValue {
    const value = this.optional(key);
    if (value === undefined) throw new DecodeError(this.#code, 0, `member ${key} is missing`);
    return value;
  }

  uint(key: CborKey): number {
    return expectUint(this.value(key), this.#expectation(key));
  }

  int(key: CborKey): number {
    return expectInt(this.value(key), this.#expectation(key));
  }

  bool(key: CborKey): boolean {
    return expectBool(this.value(key), this.#expectation(key));
  }

  bytes(key: CborKey, length?: number): Uint8Array {
    return expectBytes(this.value(key), this.#expectation(key), length);
  }

  text(key: CborKey): string {
    return expectText(this.value(key), this.#expectation(key));
  }

  array(key: CborKey): readonly CborValue[] {
    return expectArray(this.value(key), this.#expectation(key));
  }

  map(key: CborKey): MapReader {
    return new MapReader(expectMap(this.value(key), this.#expectation(key)), this.#code);
  }

  /** @throws DecodeError when the map has a member that was not read */
  done(): void {
    for (const key of this.#map.keys()) {
      if (!this.#read.has(key)) throw new DecodeError(this.#code, 0, `member ${key} is not in the definition`);
    }
  }

  #expectation(key: CborKey): Expectation {
    return { code: this.#code, what: `member ${key}` };
  }
}
