import { DecodeError } from '../errors/index.ts';
import type { CborKey } from './cbor-value.ts';
import type { CborForm } from './guard-cbor.ts';

/**
 * The keys of one map as they go by. In the deterministic form each must be bytewise greater than the one before
 * (RFC 8949 §4.2.1), which also shows duplicates; in the foreign form they are only compared with all before.
 */
export class KeyHistory {
  readonly #bytes: Uint8Array;
  readonly #seen: Set<CborKey> | undefined;
  #lastStart = -1;
  #lastEnd = -1;

  constructor(bytes: Uint8Array, form: CborForm) {
    this.#bytes = bytes;
    this.#seen = form === 'foreign' ? new Set() : undefined;
  }

  /** `start` to `end` is the encoded key. @throws DecodeError CBOR_DUPLICATE_KEY, CBOR_KEY_ORDER */
  add(start: number, end: number): void {
    if (this.#seen === undefined) {
      if (this.#lastStart >= 0) this.#refuseUnlessGreater(start, end);
      this.#lastStart = start;
      this.#lastEnd = end;
      return;
    }
    const key = meaningOf(this.#bytes, start, end);
    if (this.#seen.has(key)) throw new DecodeError('CBOR_DUPLICATE_KEY', start);
    this.#seen.add(key);
  }

  #refuseUnlessGreater(start: number, end: number): void {
    const lastLength = this.#lastEnd - this.#lastStart;
    const length = Math.min(lastLength, end - start);
    for (let index = 0; index < length; index++) {
      const difference = (this.#bytes[start + index] ?? 0) - (this.#bytes[this.#lastStart + index] ?? 0);
      if (difference > 0) return;
      if (difference < 0) throw new DecodeError('CBOR_KEY_ORDER', start);
    }
    if (end - start > lastLength) return;
    throw new DecodeError(end - start === lastLength ? 'CBOR_DUPLICATE_KEY' : 'CBOR_KEY_ORDER', start);
  }
}

/** The same for two keys that mean the same, however long their heads: the number, or a character for each byte. */
function meaningOf(bytes: Uint8Array, start: number, end: number): CborKey {
  const head = bytes[start] ?? 0;
  const major = head >> 5;
  const info = head & 0x1f;
  const headLength = info < 24 ? 1 : 1 + (1 << (info - 24));
  if (major === 3) return charactersOf(bytes, start + headLength, end);
  let value = info < 24 ? info : 0;
  for (let index = start + 1; index < start + headLength; index++) value = value * 256 + (bytes[index] ?? 0);
  return major === 0 ? value : -1 - value;
}

function charactersOf(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let index = start; index < end; index++) text += String.fromCharCode(bytes[index] ?? 0);
  return text;
}
