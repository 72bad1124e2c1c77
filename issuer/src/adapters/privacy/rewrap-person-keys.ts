import type { RandomSource } from '../../ports/index.ts';
import type { MasterKeys } from './master-keys.ts';
import { type KeyStore, pageWrappedKeys, replaceWrappedKey } from './person-key-table.ts';

const PAGE = 500;
/** Sorts before every UUID that is given out. RFC 9562 §5.9. */
const NIL_UUID = '00000000-0000-0000-0000-000000000000';

/**
 * Wraps every key of a person under the current master key and answers how many were moved. It may be cut off and repeated;
 * when it answers 0, older master keys are no longer needed. Keys of persons do not change, so nothing sealed is touched.
 * @throws PermitError KEY_BAD; SEAL_BROKEN; STORE_FAILED
 */
export async function rewrapPersonKeys(parts: {
  readonly store: KeyStore;
  readonly masters: MasterKeys;
  readonly random: RandomSource;
}): Promise<number> {
  const { store, masters, random } = parts;
  let moved = 0;
  let after = NIL_UUID;
  for (;;) {
    const page = await pageWrappedKeys(store, { after, limit: PAGE });
    for (const { personId, wrapped } of page) {
      after = personId;
      if (masters.isCurrent(wrapped)) continue;
      const key = masters.unwrap({ personId, bytes: wrapped });
      const next = masters.wrap({ personId, key, random });
      key.fill(0);
      if (await replaceWrappedKey(store, { personId, wrapped, next })) moved += 1;
    }
    if (page.length < PAGE) return moved;
  }
}
