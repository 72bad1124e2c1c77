import { PermitError } from '@residence-permit/shared/errors';
import { Client, type ClientConfig } from 'pg';
import type { DatabaseRole } from './roles/database-roles.ts';

const CONNECT_TIMEOUT_MS = 10_000;

/**
 * How a session logs in. Where the address names another user than the role, the session takes the role on (SET ROLE), so
 * that one address of an administrator serves all roles; its user has to be a member of them.
 * @throws PermitError SETTING_BAD for what is no `postgresql://` address
 */
export function sessionConfig(url: string, role: DatabaseRole | undefined): ClientConfig & { readonly user: string } {
  const user = userOf(url);
  const options = ['-c timezone=UTC', ...(role === undefined || role === user ? [] : [`-c role=${role}`])];
  return { connectionString: url, user, options: options.join(' '), connectionTimeoutMillis: CONNECT_TIMEOUT_MS };
}

/** Runs `work` on a session of its own. @throws PermitError DATABASE_UNAVAILABLE when there is no login */
export async function withSession<Value>(
  { url, role }: { readonly url: string; readonly role: DatabaseRole | undefined },
  work: (client: Client) => Promise<Value>,
): Promise<Value> {
  const client = new Client(sessionConfig(url, role));
  // A session that ends while it is idle makes the next query fail, and that is where it is told.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (cause) {
    throw new PermitError('DATABASE_UNAVAILABLE', { cause, detail: `${placeOf(url)}: ${wordsOf(cause)}` });
  }
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Host, port and database of an address; never its password. @throws PermitError SETTING_BAD */
export function placeOf(url: string): string {
  const { host, pathname } = parse(url);
  return `${host}${pathname}`;
}

/** Name of the database that an address leads to. @throws PermitError SETTING_BAD when it names none */
export function databaseOf(url: string): string {
  const name = decodeURIComponent(parse(url).pathname.slice(1));
  if (name === '') throw new PermitError('SETTING_BAD', { detail: 'the address of the database names no database' });
  return name;
}

/** The same address with another database. @throws PermitError SETTING_BAD */
export function withDatabase(url: string, database: string): string {
  const parsed = parse(url);
  parsed.pathname = `/${encodeURIComponent(database)}`;
  return parsed.href;
}

/** The server's own words name the user and the database. */
function wordsOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** User of an address. @throws PermitError SETTING_BAD when it names none */
export function userOf(url: string): string {
  const user = decodeURIComponent(parse(url).username);
  if (user === '') throw new PermitError('SETTING_BAD', { detail: 'the address of the database names no user' });
  return user;
}

function parse(url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !['postgresql:', 'postgres:'].includes(parsed.protocol)) {
    // The text may hold a password.
    throw new PermitError('SETTING_BAD', { detail: 'the address of the database is not of the form postgresql://…' });
  }
  return parsed;
}
