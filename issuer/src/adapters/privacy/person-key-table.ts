import { PermitError } from '@residence-permit/shared/errors';

/** What this room needs of a connection to the key store; a `Pool` of pg is one. */
export type KeyStore = {
  readonly query: (sql: string, values: readonly unknown[]) => Promise<{ readonly rows: readonly unknown[] }>;
};

/** A row of `person_key`. */
export type WrappedKey = { readonly personId: string; readonly wrapped: Uint8Array };

type Row = { readonly person_id: string; readonly wrapped_key: Uint8Array };

/** @throws PermitError STORE_CONFLICT when that person has a key; STORE_FAILED */
export async function insertWrappedKey(store: KeyStore, row: WrappedKey): Promise<void> {
  const rows = await run(
    store,
    `INSERT INTO person_key (person_id, wrapped_key, created_at) VALUES ($1, $2, now())
     ON CONFLICT (person_id) DO NOTHING RETURNING person_id, wrapped_key`,
    [row.personId, row.wrapped],
  );
  if (rows.length === 0) throw new PermitError('STORE_CONFLICT', { detail: 'this person has a key' });
}

/** The wrapped keys of those persons that have one, in no order. @throws PermitError STORE_FAILED */
export async function findWrappedKeys(store: KeyStore, personIds: readonly string[]): Promise<readonly WrappedKey[]> {
  return (
    await run(store, 'SELECT person_id, wrapped_key FROM person_key WHERE person_id = ANY($1::uuid[])', [personIds])
  ).map(toWrappedKey);
}

/** Deletes a person's key; answers whether there was one. @throws PermitError STORE_FAILED */
export async function deleteWrappedKey(store: KeyStore, personId: string): Promise<boolean> {
  const sql = 'DELETE FROM person_key WHERE person_id = $1 RETURNING person_id, wrapped_key';
  return (await run(store, sql, [personId])).length > 0;
}

/** The next rows by person after `after`, at most `limit`. @throws PermitError STORE_FAILED */
export async function pageWrappedKeys(
  store: KeyStore,
  page: { readonly after: string; readonly limit: number },
): Promise<readonly WrappedKey[]> {
  const sql = 'SELECT person_id, wrapped_key FROM person_key WHERE person_id > $1 ORDER BY person_id LIMIT $2';
  return (await run(store, sql, [page.after, page.limit])).map(toWrappedKey);
}

/** Replaces a wrapped key if it still is the one that was read; a key erased or rewrapped since stays so. */
export async function replaceWrappedKey(
  store: KeyStore,
  row: WrappedKey & { readonly next: Uint8Array },
): Promise<boolean> {
  const sql = `UPDATE person_key SET wrapped_key = $3 WHERE person_id = $1 AND wrapped_key = $2
               RETURNING person_id, wrapped_key`;
  return (await run(store, sql, [row.personId, row.wrapped, row.next])).length > 0;
}

async function run(store: KeyStore, sql: string, values: readonly unknown[]): Promise<readonly Row[]> {
  try {
    return (await store.query(sql, values)).rows as readonly Row[];
  } catch (cause) {
    throw new PermitError('STORE_FAILED', { cause, detail: 'key store' });
  }
}

function toWrappedKey(row: Row): WrappedKey {
  return { personId: row.person_id, wrapped: new Uint8Array(row.wrapped_key) };
}
