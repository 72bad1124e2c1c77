import { inspect } from 'node:util';

/** An AES-128 master key from which the keys of each chip are diversified. It prints as its kind only. */
export class MasterKey {
  readonly #key: Uint8Array;

  /** @param key 16 bytes */
  constructor(key: Uint8Array) {
    if (key.length !== 16) throw new RangeError(`key: want 16 bytes, got ${key.length}`);
    this.#key = key.slice();
  }

  /** The key itself, 16 bytes; for diversification and key files alone. */
  expose(): Uint8Array {
    return this.#key.slice();
  }

  toJSON(): string {
    return '[master key]';
  }

  [inspect.custom](): string {
    return '[master key]';
  }
}
