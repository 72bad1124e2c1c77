import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import { decodeUtf8, encodeUtf8 } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import type { RandomSource } from '../../ports/index.ts';
import { deriveKey, type KeyUse } from './derive-key.ts';
import { type FieldPlace, fieldPlaceBytes } from './field-place.ts';
import { openSealed, sealBytes } from './sealed-bytes.ts';

/**
 * What can be done under one person's key while it is lent out: seal and open fields, tag audit events, hand derived keys to
 * the evidence store. Once wiped, everything throws PERSON_ERASED. It prints as its kind only.
 */
export class PersonKey {
  /** UUID of the person. */
  readonly personId: string;
  readonly #random: RandomSource;
  readonly #derived = new Map<KeyUse, Uint8Array>();
  #master: Uint8Array | undefined;

  /** @param options.master 32 bytes, copied */
  constructor(options: { readonly personId: string; readonly master: Uint8Array; readonly random: RandomSource }) {
    this.personId = options.personId;
    this.#master = options.master.slice();
    this.#random = options.random;
  }

  /** @throws PermitError PERSON_ERASED */
  sealField(place: FieldPlace, plain: Uint8Array): Uint8Array {
    return sealBytes({ key: this.derive('field'), openly: fieldPlaceBytes(place), plain, random: this.#random });
  }

  /** @throws PermitError PERSON_ERASED; SEAL_BROKEN */
  openField(place: FieldPlace, sealed: Uint8Array): Uint8Array {
    return openSealed({ key: this.derive('field'), openly: fieldPlaceBytes(place), sealed });
  }

  /** Text as UTF-8. @throws PermitError PERSON_ERASED */
  sealText(place: FieldPlace, text: string): Uint8Array {
    return this.sealField(place, encodeUtf8(text));
  }

  /** @throws PermitError PERSON_ERASED; SEAL_BROKEN */
  openText(place: FieldPlace, sealed: Uint8Array): string {
    return decodeUtf8(this.openField(place, sealed));
  }

  /**
   * The mark of this person in the audit log, 32 bytes: HMAC-SHA-256 under a derived key. The person's own view finds its
   * events by it; without the key nobody can tell whose they were.
   * @throws PermitError PERSON_ERASED
   */
  subjectTag(): Uint8Array {
    return new Uint8Array(createHmac('sha256', this.derive('audit-tag')).update(this.personId).digest());
  }

  /**
   * The key for one use, 32 bytes; it is wiped with this object, so the caller does not keep it.
   * @throws PermitError PERSON_ERASED
   */
  derive(use: KeyUse): Uint8Array {
    if (this.#master === undefined) throw new PermitError('PERSON_ERASED');
    const known = this.#derived.get(use);
    if (known !== undefined) return known;
    const made = deriveKey(this.#master, use);
    this.#derived.set(use, made);
    return made;
  }

  /** Overwrites every key that this object holds. */
  wipe(): void {
    this.#master?.fill(0);
    this.#master = undefined;
    for (const key of this.#derived.values()) key.fill(0);
    this.#derived.clear();
  }

  toJSON(): string {
    return '[person key]';
  }

  [inspect.custom](): string {
    return '[person key]';
  }
}
