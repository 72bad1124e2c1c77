import { PermitError } from '@residence-permit/shared/errors';
import type { RandomSource } from '../../ports/index.ts';
import { KeyCache, type KeyCacheLimits } from './key-cache.ts';
import { LentKeys } from './lent-keys.ts';
import type { MasterKeys } from './master-keys.ts';
import { PersonKey } from './person-key.ts';
import { deleteWrappedKey, findWrappedKeys, insertWrappedKey, type KeyStore } from './person-key-table.ts';
import { KEY_BYTES } from './secret-key.ts';

/**
 * 30 s: a person erased in one process stops opening in the others after this and the work that was under way. 512 keys are
 * some 60 kB.
 */
export const KEY_CACHE_LIMITS = { entries: 512, lifeMs: 30_000 } as const satisfies KeyCacheLimits;

/** The keys of persons. A key is lent for the length of one piece of work and wiped after it. */
export type PersonKeys = {
  /** Makes the key of a new person. @throws PermitError STORE_CONFLICT when there is one; STORE_FAILED */
  readonly create: (personId: string) => Promise<void>;
  /** Lends a person's key. @throws PermitError PERSON_ERASED when there is none; SEAL_BROKEN; KEY_BAD; STORE_FAILED */
  readonly use: <T>(personId: string, work: (key: PersonKey) => T | Promise<T>) => Promise<T>;
  /**
   * Lends the keys of many persons with one question to the key store. A person without a key is not in the map.
   * @throws PermitError SEAL_BROKEN; KEY_BAD; STORE_FAILED
   */
  readonly useMany: <T>(
    personIds: readonly string[],
    work: (keys: ReadonlyMap<string, PersonKey>) => T | Promise<T>,
  ) => Promise<T>;
  /**
   * Destroys a person's key for good: here at once, loans included; in other processes within the life of their cache.
   * Answers whether there was one. @throws PermitError STORE_FAILED, and then the key still may exist
   */
  readonly destroy: (personId: string) => Promise<boolean>;
  /** Wipes what is kept, at the end of the process. */
  readonly close: () => void;
};

/** What the keys of persons stand on. */
export type PersonKeysParts = {
  readonly store: KeyStore;
  readonly masters: MasterKeys;
  readonly random: RandomSource;
  /** A clock that never goes back, in milliseconds. */
  readonly monotonicMs: () => number;
  readonly limits?: KeyCacheLimits;
};

export function makePersonKeys(parts: PersonKeysParts): PersonKeys {
  const { store, masters, random, monotonicMs, limits = KEY_CACHE_LIMITS } = parts;
  const cache = new KeyCache({ limits, monotonicMs });
  const lent = new LentKeys();
  // A key that was read before an erasure must not be kept after it.
  let erasures = 0;

  const lend = (personId: string, master: Uint8Array): PersonKey => {
    const key = new PersonKey({ personId, master, random });
    master.fill(0);
    lent.add(key);
    return key;
  };

  const load = async (personIds: readonly string[]): Promise<ReadonlyMap<string, PersonKey>> => {
    const keys = new Map<string, PersonKey>();
    for (const personId of personIds) {
      const master = keys.has(personId) ? undefined : cache.find(personId);
      if (master !== undefined) keys.set(personId, lend(personId, master));
    }
    try {
      await loadMissing(
        personIds.filter((personId) => !keys.has(personId)),
        keys,
      );
      return keys;
    } catch (cause) {
      for (const key of keys.values()) lent.takeBack(key);
      throw cause;
    }
  };

  const loadMissing = async (missing: readonly string[], keys: Map<string, PersonKey>): Promise<void> => {
    if (missing.length === 0) return;
    const before = erasures;
    const rows = await findWrappedKeys(store, missing);
    if (before !== erasures) return loadMissing(missing, keys);
    for (const { personId, wrapped } of rows) {
      const master = masters.unwrap({ personId, bytes: wrapped });
      cache.keep(personId, master);
      keys.set(personId, lend(personId, master));
    }
  };

  const useMany: PersonKeys['useMany'] = async (personIds, work) => {
    const keys = await load(personIds);
    try {
      return await work(keys);
    } finally {
      for (const key of keys.values()) lent.takeBack(key);
    }
  };

  return {
    useMany,
    use: (personId, work) =>
      useMany([personId], (keys) => {
        const key = keys.get(personId);
        if (key === undefined) throw new PermitError('PERSON_ERASED');
        return work(key);
      }),
    create: async (personId) => {
      const key = random(KEY_BYTES);
      try {
        await insertWrappedKey(store, { personId, wrapped: masters.wrap({ personId, key, random }) });
      } finally {
        key.fill(0);
      }
    },
    destroy: async (personId) => {
      const existed = await deleteWrappedKey(store, personId);
      erasures += 1;
      cache.drop(personId);
      lent.recall(personId);
      return existed;
    },
    close: () => cache.clear(),
  };
}
