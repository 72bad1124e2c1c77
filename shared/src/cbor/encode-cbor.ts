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
const TAG_EMBEDDED_CBOR = 24;
/** A scratch buffer of more bytes than this is not kept between calls. */
const MAX_SCRATCH_BYTES = 16_384;

/**
 * The deterministic encoding (RFC 8949 §4.2.1): shortest heads, definite lengths, map keys in bytewise order of their
 * encoding. Two equal values have the same bytes, and `decodeCbor` accepts whatever this returns.
 * @throws RangeError for a number that is no safe integer, a bigint past 64 bits, a key or tag out of range, or a text
 *   that is not well formed or begins with a byte order mark
 */
export function encodeCbor(value: CborValue): Uint8Array {
  return writer.encode(value);
}

/**
 * The tag 24 item (RFC 8949 §3.4.5.1) whose byte string is the encoding of `value`: what
 * `encodeCbor(new Tagged(24, encodeCbor(value)))` returns, in one pass.
 * @throws RangeError as `encodeCbor`
 */
export function encodeEmbeddedCbor(value: CborValue): Uint8Array {
  return writer.encodeEmbedded(value);
}

/** Writes one value at a time into a buffer that doubles as it fills and serves the next value too. */
class Writer {
  #bytes = new Uint8Array(512);
  #length = 0;

  encode(value: CborValue): Uint8Array {
    this.#start();
    this.#value(value);
    return this.#bytes.slice(0, this.#length);
  }

  /** The length of the string is known when the string is written, so its head is written after it and moved before. */
  encodeEmbedded(value: CborValue): Uint8Array {
    this.#start();
    this.#value(value);
    const contentLength = this.#length;
    this.#head(MAJOR.TAG, TAG_EMBEDDED_CBOR);
    this.#head(MAJOR.BYTES, contentLength);
    const bytes = new Uint8Array(this.#length);
    bytes.set(this.#bytes.subarray(contentLength, this.#length));
    bytes.set(this.#bytes.subarray(0, contentLength), this.#length - contentLength);
    return bytes;
  }

  #start(): void {
    this.#length = 0;
    if (this.#bytes.length > MAX_SCRATCH_BYTES) this.#bytes = new Uint8Array(512);
  }

  #value(value: CborValue): void {
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
    for (const item of value) this.#value(item);
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
    const end = this.#length + (1 << exponent);
    this.#room(1 << exponent);
    for (let index = end - 1, rest = argument; index >= this.#length; index--, rest = Math.floor(rest / 256)) {
      this.#bytes[index] = rest % 256;
    }
    this.#length = end;
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
    this.#value(value);
  }

  #map(map: CborMap): void {
    this.#head(MAJOR.MAP, map.size);
    for (const [key, value] of inKeyOrder(map)) {
      this.#key(key);
      this.#value(value);
    }
  }

  #key(key: CborKey): void {
    if (typeof key === 'string') return this.#text(key);
    if (key > MAX_KEY || key < -1 - MAX_KEY) throw new RangeError(`key: want an integer of 32 bits, got ${key}`);
    this.#integer(key);
  }
}

const writer = new Writer();

/** The entries in the order that they are written; a map that was filled in that order is not sorted. */
function inKeyOrder(map: CborMap): Iterable<readonly [CborKey, CborValue]> {
  let last: CborKey | undefined;
  for (const key of map.keys()) {
    if (last !== undefined && compareKeys(last, key) > 0) return [...map].sort(([a], [b]) => compareKeys(a, b));
    last = key;
  }
  return map;
}

function isMap(value: CborValue): value is CborMap {
  return value instanceof Map;
}
