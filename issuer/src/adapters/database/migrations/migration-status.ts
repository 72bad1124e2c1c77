import { isDeepStrictEqual } from 'node:util';
import type { ClientBase } from 'pg';
import type { Migration } from './migration-folder.ts';

/** How a database stands to a folder of migrations; names only, in order. */
export type MigrationStatus = {
  readonly applied: readonly string[];
  readonly pending: readonly string[];
  /** began and did not finish: a person has to look */
  readonly failed: readonly string[];
  /** applied, but the file says something else by now */
  readonly changed: readonly string[];
  /** applied, but not in the folder: a newer version has been here */
  readonly unknown: readonly string[];
};

type Row = {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
};

const UNDEFINED_TABLE = '42P01';

/** Reads `_prisma_migrations`; a database without that table has had none. */
export async function migrationStatus(
  client: Pick<ClientBase, 'query'>,
  migrations: readonly Migration[],
): Promise<MigrationStatus> {
  const rows = await readRows(client);
  const done = new Map(rows.filter(isFinished).map((row) => [row.migration_name, row.checksum]));
  const known = new Map(migrations.map(({ name, checksum }) => [name, checksum]));
  return {
    applied: [...done.keys()],
    pending: [...known.keys()].filter((name) => !done.has(name)),
    failed: rows.filter((row) => !isFinished(row) && !done.has(row.migration_name)).map((row) => row.migration_name),
    changed: [...known].filter(([name, sum]) => done.has(name) && done.get(name) !== sum).map(([name]) => name),
    unknown: [...done.keys()].filter((name) => !known.has(name)),
  };
}

/** True when the database is exactly what this software works with. */
export function isUpToDate({ pending, failed, changed, unknown }: MigrationStatus): boolean {
  return isDeepStrictEqual([pending, failed, changed, unknown], [[], [], [], []]);
}

const isFinished = (row: Row): boolean => row.finished_at !== null;

async function readRows(client: Pick<ClientBase, 'query'>): Promise<readonly Row[]> {
  try {
    const { rows } = await client.query<Row>(
      `SELECT migration_name, checksum, finished_at FROM _prisma_migrations
       WHERE rolled_back_at IS NULL ORDER BY migration_name`,
    );
    return rows;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === UNDEFINED_TABLE) return [];
    throw cause;
  }
}
