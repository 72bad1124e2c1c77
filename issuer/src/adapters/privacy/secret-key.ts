import { inspect } from 'node:util';

/** Bytes of every key of this room. AES-256, HMAC-SHA-256. */
export const KEY_BYTES = 32;

/** A symmetric key of 32 bytes that prints as its kind only, and can be wiped. */
export class SecretKey {
  readonly #bytes: Uint8Array;

  /** @param bytes 32 bytes; they are copied */
  constructor(bytes: Uint8Array) {
    if (bytes.length !== KEY_BYTES) throw new RangeError(`bytes: want ${KEY_BYTES} bytes, got ${bytes.length}`);
    this.#bytes = bytes.slice();
  }

  /** The key itself, 32 bytes. The caller may not keep or change it: a wipe must reach every copy. */
  expose(): Uint8Array {
    return this.#bytes;
  }

  /** Overwrites the key with zeros; whoever holds it must not use it after that. */
  wipe(): void {
    this.#bytes.fill(0);
  }

  toJSON(): string {
    return '[secret key]';
  }

  [inspect.custom](): string {
    return '[secret key]';
  }
}
