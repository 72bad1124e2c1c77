import { PermitError } from '@residence-permit/shared/errors';
import type { Client } from 'pg';
import { placeOf, withSession } from '../connect.ts';
import { KEY_STORE_STEPS } from './key-store-steps.ts';

/**
 * Brings a provisioned key store up to this software, as `permit_migrator`. Idempotent; of two at once one waits for the
 * other. All missing steps are one transaction.
 * @param given.through only so many steps; all where it is not said
 * @returns the version that it had before and has now: the number of steps
 * @throws PermitError DATABASE_UNAVAILABLE, MIGRATION_FAILED, SCHEMA_UNFIT for a key store of a newer version
 */
export async function migrateKeyStore(given: {
  readonly url: string;
  readonly through?: number;
}): Promise<{ readonly from: number; readonly to: number }> {
  const { url, through: to = KEY_STORE_STEPS.length } = given;
  if (to > KEY_STORE_STEPS.length) throw new PermitError('SCHEMA_UNFIT', { detail: `key store of version ${to}` });
  try {
    return await withSession({ url, role: 'permit_migrator' }, async (client) => {
      await client.query('BEGIN');
      const from = await prepare(client);
      if (from > KEY_STORE_STEPS.length) {
        throw new PermitError('SCHEMA_UNFIT', { detail: `${placeOf(url)}: key store of version ${from}` });
      }
      for (const step of KEY_STORE_STEPS.slice(from, to)) await client.query(step);
      const version = Math.max(from, to);
      await client.query('UPDATE key_store_version SET version = $1', [version]);
      await client.query('COMMIT');
      return { from, to: version };
    });
  } catch (cause) {
    if (cause instanceof PermitError) throw cause;
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new PermitError('MIGRATION_FAILED', { cause, detail: `${placeOf(url)}: ${words}` });
  }
}

/** The version of a key store; 0 for an empty database. */
export async function keyStoreVersion(client: Pick<Client, 'query'>): Promise<number> {
  const { rows: found } = await client.query<{ readonly there: boolean }>(
    `SELECT to_regclass('public.key_store_version') IS NOT NULL AS there`,
  );
  if (found[0]?.there !== true) return 0;
  const { rows } = await client.query<{ readonly version: number }>('SELECT version FROM key_store_version');
  return rows[0]?.version ?? 0;
}

/** The lock ends with the transaction. */
async function prepare(client: Client): Promise<number> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtext('key_store_version'))`);
  const version = await keyStoreVersion(client);
  if (version > 0) return version;
  await client.query(
    `CREATE TABLE IF NOT EXISTS key_store_version (version integer NOT NULL);
     INSERT INTO key_store_version SELECT 0 WHERE NOT EXISTS (SELECT FROM key_store_version);
     GRANT SELECT ON key_store_version TO permit_service`,
  );
  return 0;
}
