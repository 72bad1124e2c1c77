import { inspect } from 'node:util';
import { concatBytes, encodeUtf8, readUint, uint32Bytes } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import type { RandomSource } from '../../ports/index.ts';
import { openSealed, sealBytes } from './sealed-bytes.ts';
import { KEY_BYTES, type SecretKey } from './secret-key.ts';

const VERSION_BYTES = 4;

/**
 * The keys that wrap the keys of persons. New keys are wrapped under the highest version; older versions still open what they
 * wrapped, until `rewrapPersonKeys` has moved everything. It prints as its versions only.
 */
export class MasterKeys {
  /** The version under which new keys are wrapped, 1 to 2^32 - 1. */
  readonly current: number;
  readonly #keys: ReadonlyMap<number, SecretKey>;

  /** @param keys by version; at least one */
  constructor(keys: ReadonlyMap<number, SecretKey>) {
    if (keys.size === 0) throw new RangeError('keys: want at least one');
    this.#keys = new Map(keys);
    this.current = Math.max(...keys.keys());
  }

  /** Version (4 bytes, big endian), then the key sealed with version and person authenticated beside it: a row cannot be moved. */
  wrap(wrapping: { readonly personId: string; readonly key: Uint8Array; readonly random: RandomSource }): Uint8Array {
    const version = uint32Bytes(this.current);
    const sealed = sealBytes({
      key: this.#keyOf(this.current),
      openly: openly(version, wrapping.personId),
      plain: wrapping.key,
      random: wrapping.random,
    });
    return concatBytes(version, sealed);
  }

  /**
   * Opens a wrapped key; the caller owns and wipes the 32 bytes.
   * @throws PermitError KEY_BAD when no key of that version is loaded; SEAL_BROKEN when it was changed or is another person's
   */
  unwrap(wrapped: { readonly personId: string; readonly bytes: Uint8Array }): Uint8Array {
    const { personId, bytes } = wrapped;
    const version = bytes.slice(0, VERSION_BYTES);
    const key = openSealed({
      key: this.#keyOf(versionOf(bytes)),
      openly: openly(version, personId),
      sealed: bytes.subarray(VERSION_BYTES),
    });
    if (key.length !== KEY_BYTES) throw new PermitError('SEAL_BROKEN', { detail: 'not a key' });
    return key;
  }

  /** Whether a wrapped key is under the current version. */
  isCurrent(wrapped: Uint8Array): boolean {
    return versionOf(wrapped) === this.current;
  }

  toJSON(): string {
    return '[master keys]';
  }

  [inspect.custom](): string {
    return `[master keys, current ${this.current}]`;
  }

  #keyOf(version: number): Uint8Array {
    const key = this.#keys.get(version);
    if (key === undefined) throw new PermitError('KEY_BAD', { detail: `no master key of version ${version}` });
    return key.expose();
  }
}

/** The version that a wrapped key names. @throws PermitError SEAL_BROKEN when it is too short to name one */
export function versionOf(wrapped: Uint8Array): number {
  if (wrapped.length < VERSION_BYTES) throw new PermitError('SEAL_BROKEN', { detail: 'a wrapped key is cut' });
  return readUint(wrapped.subarray(0, VERSION_BYTES));
}

function openly(version: Uint8Array, personId: string): Uint8Array {
  return concatBytes(encodeUtf8('person_key.wrapped_key.'), version, encodeUtf8(personId));
}
