import { PermitError } from '@residence-permit/shared/errors';
import type { Client } from 'pg';
import { placeOf, withSession } from '../connect.ts';
import { keyStoreVersion, migrateKeyStore } from '../key-store/migrate-key-store.ts';
import { migrate } from '../migrations/migrate.ts';
import { MIGRATIONS_FOLDER, readMigrations } from '../migrations/migration-folder.ts';
import { migrationStatus } from '../migrations/migration-status.ts';
import type { DatabaseKind } from '../roles/provision-database.ts';
import { BackupHead, BackupTable } from './backup-format.ts';
import { type BackupLines, readBackupLines } from './backup-lines.ts';
import { copyIn } from './copy-stream.ts';
import { listTables } from './list-content.ts';
import { withoutGuards } from './without-guards.ts';

/**
 * Fills a provisioned, empty database from a backup of this version or an older one, then migrates it. All data is one
 * transaction. Foreign keys are checked again at its end; a trigger does not run again for what it judged before.
 * Whoever restores a register replays its erasures before anybody may look.
 * @returns when the backup was taken, and the number of tables
 * @throws PermitError BACKUP_BAD, STORE_CONFLICT when the database is not empty, SCHEMA_UNFIT for a backup of a newer version,
 * DATABASE_UNAVAILABLE, MIGRATION_FAILED
 */
export async function restoreBackup(given: {
  readonly url: string;
  readonly kind: DatabaseKind;
  readonly file: string;
}): Promise<{ readonly takenAt: string; readonly tables: number }> {
  const lines = readBackupLines(given.file);
  try {
    return await restore(lines, given);
  } finally {
    await lines.close();
  }
}

async function restore(
  lines: BackupLines,
  { url, kind, file }: Parameters<typeof restoreBackup>[0],
): ReturnType<typeof restoreBackup> {
  const head = await lines.next(BackupHead);
  if (head.kind !== kind) throw new PermitError('BACKUP_BAD', { detail: `${file}: of a ${head.kind}` });
  await requireEmpty(url, kind);
  await prepare(url, head);
  const tables = await withSession({ url, role: 'permit_migrator' }, (client) => fill({ client, lines, head, file }));
  if (kind === 'register') await migrate({ url });
  else await migrateKeyStore({ url });
  return { takenAt: head.takenAt, tables };
}

async function requireEmpty(url: string, kind: DatabaseKind): Promise<void> {
  const isEmpty = await withSession({ url, role: 'permit_migrator' }, async (client) =>
    kind === 'register'
      ? (await migrationStatus(client, [])).unknown.length === 0
      : (await keyStoreVersion(client)) === 0,
  );
  if (!isEmpty) throw new PermitError('STORE_CONFLICT', { detail: `${placeOf(url)} is not empty` });
}

/** Makes the schema as it was when the backup was taken. */
async function prepare(url: string, head: BackupHead): Promise<void> {
  if (head.kind === 'key-store') {
    await migrateKeyStore({ url, through: head.keyStoreVersion });
    return;
  }
  const known = await readMigrations(MIGRATIONS_FOLDER);
  const isOurs = head.migrations.every(
    ({ name, checksum }, index) => known[index]?.name === name && known[index].checksum === checksum,
  );
  if (!isOurs) throw new PermitError('SCHEMA_UNFIT', { detail: 'the backup is of a newer version' });
  await migrate({ url, count: head.migrations.length });
}

async function fill(given: {
  readonly client: Client;
  readonly lines: BackupLines;
  readonly head: BackupHead;
  readonly file: string;
}): Promise<number> {
  const { client, lines, head, file } = given;
  await client.query('BEGIN');
  for (const queue of head.queues) await client.query(`SELECT pgboss.create_queue($1, '{}')`, [queue]);
  const known = new Map((await listTables(client)).map(({ table, columns }) => [table, columns.join()]));
  const tables = await withoutGuards(client, async () => {
    await client.query(`TRUNCATE ${[...known.keys()].join(', ')}`);
    let count = 0;
    for (; !(await lines.isAtEnd()); count += 1) {
      const { table, columns } = await lines.next(BackupTable);
      // The names go into SQL: only those that the schema has.
      if (known.get(table) !== columns.join()) throw new PermitError('BACKUP_BAD', { detail: `${file}: ${table}` });
      await copyIn(client, `COPY ${table} (${columns.join(', ')}) FROM STDIN`, lines.rows());
    }
    return count;
  });
  for (const { name, next, isCalled } of head.sequences) {
    await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [name, next, isCalled]);
  }
  await lines.finish(tables);
  await client.query('COMMIT');
  return tables;
}
