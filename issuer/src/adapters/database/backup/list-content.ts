import type { Client } from 'pg';
import type { BackupHead, BackupTable } from './backup-format.ts';

/** What the migrations keep about themselves; a restore writes it anew. */
const OWN = ['public._prisma_migrations', 'public.key_store_version'];

const SCHEMAS = `('public', 'pgboss')`;

/** Every table with the columns that hold data; names are quoted where SQL wants it. A partition belongs to its table. */
export async function listTables(client: Client): Promise<readonly BackupTable[]> {
  const { rows } = await client.query<BackupTable>(
    `SELECT format('%I.%I', nspname, relname) AS "table",
            array_agg(quote_ident(attname) ORDER BY attnum) AS columns
     FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace JOIN pg_attribute ON attrelid = c.oid
     WHERE nspname IN ${SCHEMAS} AND relkind IN ('r', 'p') AND NOT relispartition
       AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
       AND NOT format('%I.%I', nspname, relname) = ANY($1)
     GROUP BY nspname, relname ORDER BY nspname, relname`,
    [OWN],
  );
  return rows;
}

export async function listSequences(client: Client): Promise<BackupHead['sequences']> {
  const { rows } = await client.query<{ readonly name: string }>(
    `SELECT format('%I.%I', nspname, relname) AS name FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
     WHERE nspname IN ${SCHEMAS} AND relkind = 'S' ORDER BY 1`,
  );
  const sequences: BackupHead['sequences'] = [];
  for (const { name } of rows) {
    const { rows: values } = await client.query<{ readonly next: string; readonly called: boolean }>(
      `SELECT last_value::text AS next, is_called AS called FROM ${name}`,
    );
    for (const { next, called } of values) sequences.push({ name, next, isCalled: called });
  }
  return sequences;
}

/** Queues of pg-boss: each is a partition that no migration made. */
export async function listQueues(client: Client): Promise<string[]> {
  const { rows: found } = await client.query<{ readonly there: boolean }>(
    `SELECT to_regclass('pgboss.queue') IS NOT NULL AS there`,
  );
  if (found[0]?.there !== true) return [];
  const { rows } = await client.query<{ readonly name: string }>('SELECT name FROM pgboss.queue ORDER BY name');
  return rows.map(({ name }) => name);
}
