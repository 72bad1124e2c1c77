import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import { concatBytes, encodeUtf8 } from '@residence-permit/shared/bytes';
import { deriveKey } from './derive-key.ts';
import type { SecretKey } from './secret-key.ts';

/** Length of a blind index in bytes. */
export const BLIND_INDEX_BYTES = 32;

/**
 * The office-wide key by which ID numbers are found again without being stored in the clear. It is apart from the master
 * keys, because an index must not change when those do. It prints as its kind only.
 */
export class IndexKey {
  readonly #key: SecretKey;

  constructor(key: SecretKey) {
    this.#key = key;
  }

  /**
   * The blind index of an ID number, 32 bytes: HMAC-SHA-256 over document kind and normalised number. Whoever holds this key
   * can try all numbers, so erasure overwrites the index too.
   * @param document.kind closed word of the caller, such as `citizen-id`; the same number of another kind has another index
   */
  blindIndex(document: { readonly kind: string; readonly number: string }): Uint8Array {
    const message = concatBytes(
      encodeUtf8(document.kind),
      Uint8Array.of(0),
      encodeUtf8(normaliseIdNumber(document.number)),
    );
    return new Uint8Array(createHmac('sha256', this.#key.expose()).update(message).digest());
  }

  /** The key that authenticates the lines of the erasure ledger, 32 bytes. */
  ledgerKey(): Uint8Array {
    return deriveKey(this.#key.expose(), 'erasure-ledger');
  }

  toJSON(): string {
    return '[index key]';
  }

  [inspect.custom](): string {
    return '[index key]';
  }
}

/**
 * One form for what people type: full-width characters become ASCII (Unicode form KC), blanks and hyphens go, letters are
 * upper case, as the check character X of GB 11643-1999 §4.2 is.
 */
export function normaliseIdNumber(typed: string): string {
  return typed
    .normalize('NFKC')
    .replaceAll(/[\s\p{Dash_Punctuation}]/gu, '')
    .toUpperCase();
}
