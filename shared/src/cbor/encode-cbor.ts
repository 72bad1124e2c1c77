import { encodeUtf8 } from '../bytes/index.ts';
import type { CborKey, CborMap, CborValue } from './cbor-value.ts';
import { Tagged } from './tagged.ts';

const MAJOR = { UINT: 0x00, NEGATIVE: 0x20, BYTES: 0x40, TEXT: 0x60, ARRAY: 0x80, MAP: 0xa0, TAG: 0xc0 } as const;
const FALSE = 0xf4;
const TRUE = 0xf5;
const NULL = 0xf6;
const MAX_UINT64 = 0xffff_ffff_ffff_ffffn;
const MAX_KEY = 0xffff_ffff;
const MAX_TAG = 0xdff8;

/**
 * The deterministic encoding (RFC 8949 §4.2.1): shortest heads, definite lengths, map keys in bytewise order of their
 * encoding. Two equal values have the same bytes, and `decodeCbor` accepts whatever this returns.
 * @throws RangeError for a number that is no safe integer, a bigint past 64 bits, a key or tag out of range, or a text
 *   that is not well formed or begins with a byte order mark
 */
export function encodeCbor(value: CborValue): Uint8Array {
  const writer = new Writer();
  writer.value(value);
  return writer.take();
}

/** A buffer that doubles as it fills. */
class Writer {
  #bytes = new Uint8Array(256);
  #length = 0;

  take(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  value(value: CborValue): void {
    if (typeof value === 'number' || typeof value === 'bigint') return this.#integer(value);
    if (typeof value === 'string') return this.#text(value);
    if (typeof value === 'boolean') return this.#byte(value ? TRUE : FALSE);
    if (value === null) return this.#byte(NULL);
    if (value instanceof Uint8Array) return this.#string(MAJOR.BYTES, value);
    if (value instanceof Tagged) return this.#tagged(value);
    if (isMap(value)) return this.#map(value);
    if (!Array.isArray(value)) throw new RangeError(`value: cannot encode ${typeof value}`);
    this.#head(MAJOR.ARRAY, value.length);
    for (const item of value) this.value(item);
  }

  #room(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + count));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }

  #byte(byte: number): void {
    this.#room(1);
    this.#bytes[this.#length++] = byte;
  }

  #raw(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  #head(major: number, argument: number): void {
    if (argument < 24) return this.#byte(major | argument);
    const count = argument <= 0xff ? 1 : argument <= 0xffff ? 2 : argument <= 0xffff_ffff ? 4 : 8;
    this.#byte(major | (24 + Math.log2(count)));
    for (let power = count - 1; power >= 0; power--) this.#byte(Math.floor(argument / 256 ** power) % 256);
  }

  #integer(value: number | bigint): void {
    if (typeof value === 'bigint' && !Number.isSafeInteger(Number(value))) return this.#largeInteger(value);
    const integer = Number(value);
    if (!Number.isSafeInteger(integer)) throw new RangeError(`value: want a safe integer, got ${value}`);
    if (integer < 0) this.#head(MAJOR.NEGATIVE, -1 - integer);
    else this.#head(MAJOR.UINT, integer);
  }

  #largeInteger(value: bigint): void {
    const argument = value < 0n ? -1n - value : value;
    if (argument > MAX_UINT64) throw new RangeError('value: want an integer of at most 64 bits');
    this.#byte((value < 0n ? MAJOR.NEGATIVE : MAJOR.UINT) | 27);
    for (let shift = 56n; shift >= 0n; shift -= 8n) this.#byte(Number((argument >> shift) & 0xffn));
  }

  #string(major: number, bytes: Uint8Array): void {
    this.#head(major, bytes.length);
    this.#raw(bytes);
  }

  #text(text: string): void {
    if (text.startsWith('\ufeff')) throw new RangeError('value: text begins with a byte order mark');
    this.#string(MAJOR.TEXT, encodeUtf8(text));
  }

  #tagged({ tag, value }: Tagged): void {
    if (!Number.isInteger(tag) || tag < 0 || tag > MAX_TAG) throw new RangeError(`tag: want 0..${MAX_TAG}, got ${tag}`);
    this.#head(MAJOR.TAG, tag);
    this.value(value);
  }

  #map(map: CborMap): void {
    const entries = [...map].map(([key, value]) => ({ keyBytes: encodeKey(key), value }));
    entries.sort((a, b) => compareBytes(a.keyBytes, b.keyBytes));
    this.#head(MAJOR.MAP, entries.length);
    for (const { keyBytes, value } of entries) {
      this.#raw(keyBytes);
      this.value(value);
    }
  }
}

function isMap(value: CborValue): value is CborMap {
  return value instanceof Map;
}

function encodeKey(key: CborKey): Uint8Array {
  if (typeof key === 'number' && (key > MAX_KEY || key < -1 - MAX_KEY)) {
    throw new RangeError(`key: want an integer of at most 32 bits, got ${key}`);
  }
  return encodeCbor(key);
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
