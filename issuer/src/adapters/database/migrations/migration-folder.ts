import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFileWhole } from '../../../files/index.ts';

/** One step of the schema: `name` is `<timestamp>_<verb-what>`. */
export type Migration = {
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the SQL in hexadecimal, as the table `_prisma_migrations` keeps it */
  readonly checksum: string;
};

/** The migrations that come with this software. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../../../prisma/migrations', import.meta.url));

/** All migrations of a folder in the order in which they apply. @throws PermitError STORE_FAILED */
export async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(names.sort().map((name) => readMigration(folder, name)));
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  const bytes = await readFileWhole(join(folder, name, 'migration.sql'));
  const checksum = createHash('sha256').update(bytes).digest('hex');
  return { name, sql: new TextDecoder('utf-8', { fatal: true }).decode(bytes), checksum };
}
