import { PermitError } from '@residence-permit/shared/errors';
import { type Client, escapeIdentifier, escapeLiteral } from 'pg';
import { databaseOf, placeOf, withDatabase, withSession } from '../connect.ts';
import { DATABASE_ROLES, type DatabaseRole, type RolePasswords } from './database-roles.ts';
import { scramVerifier } from './scram-verifier.ts';

/** Roles that may log in to the database; the key store has nothing for the auditor. */
const VISITORS = {
  register: ['permit_service', 'permit_auditor'],
  'key-store': ['permit_service'],
} as const satisfies Record<string, readonly DatabaseRole[]>;

export type DatabaseKind = keyof typeof VISITORS;

/** Advisory lock in the maintenance database: one provisioning at a time. */
const PROVISIONING = 0x7065_7270;

/**
 * Makes the three roles and the named database where they are missing, gives the roles their passwords, and closes the
 * database to everybody else. Idempotent; its tables are the business of the migrations.
 * @param given.adminUrl address of the database itself, of a user that may create roles and databases
 * @throws PermitError DATABASE_UNAVAILABLE, SCHEMA_UNFIT for a database that is not in UTF-8, SETTING_BAD when the user may not
 */
export async function provisionDatabase(given: {
  readonly adminUrl: string;
  readonly kind: DatabaseKind;
  readonly passwords: RolePasswords;
}): Promise<void> {
  const { adminUrl, kind, passwords } = given;
  const database = databaseOf(adminUrl);
  try {
    await withSession({ url: withDatabase(adminUrl, 'postgres'), role: undefined }, async (client) => {
      await client.query('SELECT pg_advisory_lock($1)', [PROVISIONING]);
      for (const role of DATABASE_ROLES) await ensureRole(client, role, passwords[role]);
      await ensureDatabase(client, database);
      await admit(client, database, VISITORS[kind]);
    });
  } catch (cause) {
    if (cause instanceof PermitError) throw cause;
    throw new PermitError('SETTING_BAD', { cause, detail: `${placeOf(adminUrl)}: ${wordsOf(cause)}` });
  }
}

async function ensureRole(client: Client, role: DatabaseRole, password: string | undefined): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  if (rowCount === 0) await client.query(`CREATE ROLE ${role} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE`);
  if (password !== undefined) {
    await client.query(`ALTER ROLE ${role} LOGIN PASSWORD ${escapeLiteral(scramVerifier(password))}`);
  }
  // A superuser can take on every role; anybody else only those that it is a member of.
  const { rows } = await client.query<{ readonly able: boolean }>(
    `SELECT rolsuper OR rolname = $1 OR pg_has_role(rolname, $1, 'MEMBER') AS able FROM pg_roles WHERE rolname = current_user`,
    [role],
  );
  if (rows[0]?.able !== true) await client.query(`GRANT ${role} TO CURRENT_USER`);
}

async function ensureDatabase(client: Client, database: string): Promise<void> {
  const name = escapeIdentifier(database);
  const { rows } = await client.query<{ readonly owner: string; readonly encoding: string }>(
    `SELECT pg_get_userbyid(datdba) AS owner, pg_encoding_to_char(encoding) AS encoding FROM pg_database WHERE datname = $1`,
    [database],
  );
  const [found] = rows;
  if (found === undefined) {
    await client.query(`CREATE DATABASE ${name} OWNER permit_migrator ENCODING 'UTF8' TEMPLATE template0`);
    return;
  }
  if (found.encoding !== 'UTF8') {
    throw new PermitError('SCHEMA_UNFIT', { detail: `${database} is in ${found.encoding}, not UTF8` });
  }
  if (found.owner !== 'permit_migrator') await client.query(`ALTER DATABASE ${name} OWNER TO permit_migrator`);
}

/** Privileges of a database are not copied from a template, so they are given to each. */
async function admit(client: Client, database: string, roles: readonly DatabaseRole[]): Promise<void> {
  const name = escapeIdentifier(database);
  await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${roles.join(', ')}`);
}

function wordsOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
