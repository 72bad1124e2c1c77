import { encodeUtf8 } from '../bytes/index.ts';
import type { CborKey, CborMap, CborValue } from './cbor-value.ts';
import { isAscii } from './is-ascii.ts';
import { compareKeys } from './key-order.ts';
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
  #bytes = new Uint8Array(512);
  #length = 0;

  take(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  value(value: CborValue): void {
    if (typeof value === 'number') return this.#integer(value);
    if (typeof value === 'bigint') return this.#bigInteger(value);
    if (typeof value === 'string') return this.#text(value);
    if (typeof value === 'boolean') return this.#byte(value ? TRUE : FALSE);
    if (value === null) return this.#byte(NULL);
    if (value instanceof Uint8Array) return this.#byteString(value);
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
    const exponent = argument <= 0xff ? 0 : argument <= 0xffff ? 1 : argument <= 0xffff_ffff ? 2 : 3;
    this.#byte(major | (24 + exponent));
    for (let power = (1 << exponent) - 1; power >= 0; power--) this.#byte(Math.floor(argument / 256 ** power) % 256);
  }

  #integer(value: number): void {
    if (!Number.isSafeInteger(value)) throw new RangeError(`value: want a safe integer, got ${value}`);
    if (value < 0) this.#head(MAJOR.NEGATIVE, -1 - value);
    else this.#head(MAJOR.UINT, value);
  }

  #bigInteger(value: bigint): void {
    if (Number.isSafeInteger(Number(value))) return this.#integer(Number(value));
    const argument = value < 0n ? -1n - value : value;
    if (argument > MAX_UINT64) throw new RangeError('value: want an integer of at most 64 bits');
    this.#byte((value < 0n ? MAJOR.NEGATIVE : MAJOR.UINT) | 27);
    for (let shift = 56n; shift >= 0n; shift -= 8n) this.#byte(Number((argument >> shift) & 0xffn));
  }

  #byteString(bytes: Uint8Array): void {
    this.#head(MAJOR.BYTES, bytes.length);
    this.#raw(bytes);
  }

  #text(text: string): void {
    if (!isAscii(text)) return this.#wideText(text);
    this.#head(MAJOR.TEXT, text.length);
    this.#room(text.length);
    for (let index = 0; index < text.length; index++) this.#bytes[this.#length++] = text.charCodeAt(index);
  }

  #wideText(text: string): void {
    // The decoder refuses it, because cbor-x would drop it.
    if (text.startsWith('\ufeff')) throw new RangeError('value: text begins with a byte order mark');
    const bytes = encodeUtf8(text);
    this.#head(MAJOR.TEXT, bytes.length);
    this.#raw(bytes);
  }

  #tagged({ tag, value }: Tagged): void {
    if (!Number.isInteger(tag) || tag < 0 || tag > MAX_TAG) throw new RangeError(`tag: want 0..${MAX_TAG}, got ${tag}`);
    this.#head(MAJOR.TAG, tag);
    this.value(value);
  }

  #map(map: CborMap): void {
    const entries = [...map].sort(([a], [b]) => compareKeys(a, b));
    this.#head(MAJOR.MAP, entries.length);
    for (const [key, value] of entries) {
      this.#key(key);
      this.value(value);
    }
  }

  #key(key: CborKey): void {
    if (typeof key === 'string') return this.#text(key);
    if (key > MAX_KEY || key < -1 - MAX_KEY) throw new RangeError(`key: want an integer of 32 bits, got ${key}`);
    this.#integer(key);
  }
}

function isMap(value: CborValue): value is CborMap {
  return value instanceof Map;
}
