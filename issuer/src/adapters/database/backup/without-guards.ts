import type { Client } from 'pg';

/**
 * Runs `work` inside the caller's transaction while no trigger of ours fires and no foreign key is there; then puts all of
 * them back, which checks every row against the foreign keys.
 */
export async function withoutGuards<Value>(client: Client, work: () => Promise<Value>): Promise<Value> {
  const triggers = await namesOf(client, TRIGGERS);
  const foreignKeys = await namesOf(client, FOREIGN_KEYS);
  for (const { table, name } of triggers) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER ${name}`);
  for (const { table, name } of foreignKeys) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  const value = await work();
  for (const { table, name, definition } of foreignKeys) {
    await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
  }
  for (const { table, name, definition } of triggers) {
    await client.query(`ALTER TABLE ${table} ENABLE ${definition} TRIGGER ${name}`);
  }
  return value;
}

type Guard = { readonly table: string; readonly name: string; readonly definition: string };

/** A trigger that is off stays off; one that runs always does so again. */
const TRIGGERS = `
  SELECT tgrelid::regclass::text AS "table", quote_ident(tgname) AS name,
         CASE tgenabled WHEN 'A' THEN 'ALWAYS' WHEN 'R' THEN 'REPLICA' ELSE '' END AS definition
  FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid JOIN pg_namespace n ON n.oid = relnamespace
  WHERE NOT tgisinternal AND tgparentid = 0 AND tgenabled <> 'D' AND nspname IN ('public', 'pgboss')`;

const FOREIGN_KEYS = `
  SELECT conrelid::regclass::text AS "table", quote_ident(conname) AS name, pg_get_constraintdef(c.oid) AS definition
  FROM pg_constraint c JOIN pg_namespace n ON n.oid = connamespace
  WHERE contype = 'f' AND conparentid = 0 AND nspname IN ('public', 'pgboss')`;

async function namesOf(client: Client, sql: string): Promise<readonly Guard[]> {
  const { rows } = await client.query<Guard>(sql);
  return rows;
}
