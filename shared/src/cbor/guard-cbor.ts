import { DecodeError } from '../errors/index.ts';
import type { CborLimits } from './cbor-value.ts';
import { KeyHistory } from './key-history.ts';
import { endOfValidUtf8 } from './valid-utf8.ts';

const MAJOR = { UINT: 0, NEGATIVE: 1, BYTES: 2, TEXT: 3, ARRAY: 4, MAP: 5, TAG: 6, SIMPLE: 7 } as const;
const INFO_UINT64 = 27;
const INFO_INDEFINITE = 31;
/** The least argument that needs so many bytes after the head. RFC 8949 §4.2.1 */
const LEAST_OF_BYTES: Readonly<Record<number, number>> = { 1: 24, 2: 0x100, 4: 0x1_0000, 8: 0x1_0000_0000 };

/** What the guard saw, so that the decoder can leave out work. */
export type CborSurvey = {
  /** Some integer was written in eight bytes. */
  readonly hasUint64: boolean;
};

/**
 * `deterministic` is RFC 8949 §4.2.1, the form of everything that this product signs. `foreign` also lets through
 * what other producers of ISO/IEC 18013-5 documents write: longer heads than needed and unordered keys.
 */
export type CborForm = 'deterministic' | 'foreign';

/**
 * Refuses what is not one well-formed CBOR item of the deterministic form inside the limits. One pass over the input;
 * nothing is allocated by a length that was read, and nothing is built.
 * @throws DecodeError with a CBOR_ code and the offset of the item at fault
 */
export function guardCbor(bytes: Uint8Array, limits: CborLimits): CborSurvey {
  return surveyCbor(bytes, limits, 'deterministic');
}

/** As `guardCbor`, for the form given. @throws DecodeError with a CBOR_ code */
export function surveyCbor(bytes: Uint8Array, limits: CborLimits, form: CborForm): CborSurvey {
  if (bytes.length > limits.maxBytes) throw new DecodeError('CBOR_TOO_LONG', limits.maxBytes);
  const guard = new Guard(bytes, limits, form);
  guard.item(0);
  if (guard.offset < bytes.length) throw new DecodeError('CBOR_TRAILING_BYTES', guard.offset);
  return { hasUint64: guard.hasUint64 };
}

/** The cursor of one pass. */
class Guard {
  readonly #bytes: Uint8Array;
  readonly #limits: CborLimits;
  readonly #form: CborForm;
  offset = 0;
  hasUint64 = false;

  constructor(bytes: Uint8Array, limits: CborLimits, form: CborForm) {
    this.#bytes = bytes;
    this.#limits = limits;
    this.#form = form;
  }

  /** Passes one item and all that it encloses; `depth` counts the arrays, maps and tags around it. */
  item(depth: number): void {
    const start = this.offset;
    const head = this.#byte();
    const major = head >> 5;
    if (major === MAJOR.SIMPLE) return refuseUnlessPlain(head, start);
    const info = head & 0x1f;
    const argument = info < 24 ? info : this.#argument(info, major, start);
    switch (major) {
      case MAJOR.UINT:
      case MAJOR.NEGATIVE:
        if (info === INFO_UINT64) this.hasUint64 = true;
        return;
      case MAJOR.BYTES:
        return this.#skip(argument, start);
      case MAJOR.TEXT:
        return this.#text(argument, start);
      case MAJOR.ARRAY:
        return this.#array(argument, this.#deeper(depth, start), start);
      case MAJOR.MAP:
        return this.#map(argument, this.#deeper(depth, start), start);
      default:
        return this.#tag(argument, this.#deeper(depth, start), start);
    }
  }

  #byte(): number {
    const byte = this.#bytes[this.offset];
    if (byte === undefined) throw new DecodeError('CBOR_TRUNCATED', this.offset);
    this.offset += 1;
    return byte;
  }

  /** The argument that follows a head (RFC 8949 §3); past 2^53 it is rounded, which no comparison here minds. */
  #argument(info: number, major: number, start: number): number {
    if (info > INFO_UINT64) {
      const indefinite = info === INFO_INDEFINITE && major >= MAJOR.BYTES && major <= MAJOR.MAP;
      throw new DecodeError(indefinite ? 'CBOR_INDEFINITE' : 'CBOR_NOT_ALLOWED', start);
    }
    const count = 1 << (info - 24);
    let value = 0;
    for (let index = 0; index < count; index++) value = value * 256 + this.#byte();
    if (value < (LEAST_OF_BYTES[count] ?? 0) && this.#form === 'deterministic')
      throw new DecodeError('CBOR_NOT_MINIMAL', start);
    return value;
  }

  #left(): number {
    return this.#bytes.length - this.offset;
  }

  #skip(length: number, start: number): void {
    if (length > this.#left()) throw new DecodeError('CBOR_TRUNCATED', start);
    this.offset += length;
  }

  #text(length: number, start: number): void {
    const from = this.offset;
    this.#skip(length, start);
    const end = endOfValidUtf8(this.#bytes, from, this.offset);
    if (end < this.offset) throw new DecodeError('CBOR_BAD_UTF8', end);
    // RFC 8949 would let a leading byte order mark pass, but cbor-x drops it, so the text would not be the one signed.
    if (length >= 3 && this.#bytes[from] === 0xef && this.#bytes[from + 1] === 0xbb && this.#bytes[from + 2] === 0xbf) {
      throw new DecodeError('CBOR_BAD_UTF8', from, 'byte order mark');
    }
  }

  #deeper(depth: number, start: number): number {
    if (depth >= this.#limits.maxDepth) throw new DecodeError('CBOR_TOO_DEEP', start);
    return depth + 1;
  }

  #array(count: number, depth: number, start: number): void {
    if (count > this.#left()) throw new DecodeError('CBOR_TRUNCATED', start);
    for (let index = 0; index < count; index++) this.item(depth);
  }

  #map(count: number, depth: number, start: number): void {
    if (count > this.#left() / 2) throw new DecodeError('CBOR_TRUNCATED', start);
    const keys = new KeyHistory(this.#bytes, this.#form);
    for (let index = 0; index < count; index++) {
      const from = this.offset;
      this.#key(depth);
      keys.add(from, this.offset);
      this.item(depth);
    }
  }

  /** A key is text or an integer of at most four bytes: the rest has no use here, and cbor-x would make objects of it. */
  #key(depth: number): void {
    const head = this.#bytes[this.offset] ?? 0;
    const major = head >> 5;
    const integer = major === MAJOR.UINT || major === MAJOR.NEGATIVE;
    if (!(integer && (head & 0x1f) !== INFO_UINT64) && major !== MAJOR.TEXT && this.#left() > 0) {
      throw new DecodeError('CBOR_NOT_ALLOWED', this.offset, 'map key');
    }
    this.item(depth);
  }

  #tag(tag: number, depth: number, start: number): void {
    if (!this.#limits.tags.includes(tag)) throw new DecodeError('CBOR_TAG_NOT_ALLOWED', start);
    this.item(depth);
  }
}

/** Of major type 7 only false, true and null are in use; 0xff would end an item of indefinite length. */
function refuseUnlessPlain(head: number, start: number): void {
  if (head === 0xf4 || head === 0xf5 || head === 0xf6) return;
  throw new DecodeError(head === 0xff ? 'CBOR_INDEFINITE' : 'CBOR_NOT_ALLOWED', start);
}
