import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { PermitError } from '@residence-permit/shared/errors';
import type { Client } from 'pg';
import { withSession } from '../connect.ts';
import { keyStoreVersion } from '../key-store/migrate-key-store.ts';
import { MIGRATIONS_FOLDER, readMigrations } from '../migrations/migration-folder.ts';
import { isUpToDate, migrationStatus } from '../migrations/migration-status.ts';
import type { DatabaseKind } from '../roles/provision-database.ts';
import { type BackupHead, END_OF_ROWS } from './backup-format.ts';
import { copyOut } from './copy-stream.ts';
import { listQueues, listSequences, listTables } from './list-content.ts';

/**
 * Writes what a database holds at one moment to a file, mode 0600, while others work in it. It holds names and birth dates
 * in the clear: keep it like the database, and that of the key store in another place.
 * @param given.at seconds since 1970
 * @returns the number of tables
 * @throws PermitError DATABASE_UNAVAILABLE, SCHEMA_UNFIT for a database that is not up to date, STORE_FAILED
 */
export async function writeBackup(given: {
  readonly url: string;
  readonly kind: DatabaseKind;
  readonly file: string;
  readonly at: number;
}): Promise<number> {
  const draft = `${given.file}.${randomUUID()}.draft`;
  try {
    const tables = await withSession({ url: given.url, role: 'permit_migrator' }, async (client) => {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const head = await headOf(client, given);
      return writeLines(client, head, draft);
    });
    await syncFile(draft);
    await rename(draft, given.file);
    return tables;
  } catch (cause) {
    throw cause instanceof PermitError ? cause : new PermitError('STORE_FAILED', { cause, detail: given.file });
  } finally {
    await rm(draft, { force: true });
  }
}

async function headOf(client: Client, { kind, at }: Parameters<typeof writeBackup>[0]): Promise<BackupHead> {
  const migrations = kind === 'register' ? await readMigrations(MIGRATIONS_FOLDER) : [];
  if (kind === 'register' && !isUpToDate(await migrationStatus(client, migrations))) {
    throw new PermitError('SCHEMA_UNFIT', { detail: 'migrate first, then make a backup' });
  }
  return {
    residencePermitBackup: 1,
    kind,
    takenAt: new Date(at * 1000).toISOString(),
    migrations: migrations.map(({ name, checksum }) => ({ name, checksum })),
    keyStoreVersion: kind === 'key-store' ? await keyStoreVersion(client) : 0,
    queues: await listQueues(client),
    sequences: await listSequences(client),
  };
}

async function writeLines(client: Client, head: BackupHead, path: string): Promise<number> {
  const lines = new PassThrough();
  const written = pipeline(lines, createGzip(), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  // It is awaited below; until then a full disk must not end the process.
  written.catch(() => undefined);
  const hash = createHash('sha256');
  const write = (piece: Uint8Array | string) => {
    hash.update(piece);
    // One table is read faster than a disk writes: the server waits while much is under way.
    if (!lines.write(piece)) pauseWhile(client, lines);
  };
  const tables = await listTables(client);
  write(`${JSON.stringify(head)}\n`);
  for (const { table, columns } of tables) {
    write(`${JSON.stringify({ table, columns })}\n`);
    await copyOut(client, `COPY (SELECT ${columns.join(', ')} FROM ${table}) TO STDOUT`, write);
    write(`${END_OF_ROWS}\n`);
  }
  lines.end(`${JSON.stringify({ tables: tables.length, sha256: hash.digest('hex') })}\n`);
  await written;
  return tables.length;
}

function pauseWhile(client: Client, lines: PassThrough): void {
  const { stream } = (client as unknown as { readonly connection: { readonly stream: NodeJS.ReadableStream } })
    .connection;
  if (stream.isPaused()) return;
  stream.pause();
  const resume = () => void stream.resume();
  lines.once('drain', resume).once('close', resume);
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
