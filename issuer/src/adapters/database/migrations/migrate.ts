import { PrismaPg } from '@prisma/adapter-pg';
import { PermitError } from '@residence-permit/shared/errors';
import { Pool } from 'pg';
import { placeOf, sessionConfig, withSession } from '../connect.ts';
import { MIGRATIONS_FOLDER, readMigrations } from './migration-folder.ts';
import { type MigrationStatus, migrationStatus } from './migration-status.ts';
import { migrationList, NO_FILTERS, openSchemaEngine } from './schema-engine.ts';
import { withWholeScripts } from './whole-scripts.ts';

/** The service says in /readyz whether the database is the one that it works with, so it may read what was applied and what failed. */
const SHOW_STATUS = `DO $$ BEGIN
  IF to_regclass('_prisma_migrations') IS NOT NULL THEN
    GRANT SELECT ON _prisma_migrations TO permit_service, permit_auditor;
  END IF;
END $$`;

/**
 * Brings a provisioned database up to this software, as `permit_migrator`. Idempotent; of two at once one waits for the
 * other. A migration that fails is recorded as failed, and nothing is applied until a person has dealt with it.
 * @param given.count only the first so many; all where it is not said
 * @returns names of the migrations that were applied now
 * @throws PermitError DATABASE_UNAVAILABLE, MIGRATION_FAILED, SCHEMA_UNFIT when an applied migration was changed since or the
 * database is of a newer version
 */
export async function migrate(given: {
  readonly url: string;
  readonly folder?: string;
  readonly count?: number;
}): Promise<readonly string[]> {
  const migrations = (await readMigrations(given.folder ?? MIGRATIONS_FOLDER)).slice(0, given.count);
  const { url } = given;
  const status = await withSession({ url, role: 'permit_migrator' }, (client) => migrationStatus(client, migrations));
  requireSound(url, status);
  if (status.pending.length === 0) return [];
  const pool = new Pool({ ...sessionConfig(url, 'permit_migrator'), max: 1 });
  pool.on('error', () => undefined);
  try {
    const engine = await openSchemaEngine(withWholeScripts(new PrismaPg(pool)));
    const applied = await engine.applyMigrations({
      migrationsList: migrationList(migrations),
      filters: NO_FILTERS,
    });
    await pool.query(SHOW_STATUS);
    return applied.appliedMigrationNames;
  } catch (cause) {
    await pool.query(SHOW_STATUS).catch(() => undefined);
    throw new PermitError('MIGRATION_FAILED', { cause, detail: `${placeOf(url)}: ${wordsOf(cause)}` });
  } finally {
    await pool.end();
  }
}

/** @throws PermitError MIGRATION_FAILED or SCHEMA_UNFIT when migrating on would make it worse */
function requireSound(url: string, { failed, changed, unknown }: MigrationStatus): void {
  const place = placeOf(url);
  if (failed.length > 0) {
    throw new PermitError('MIGRATION_FAILED', { detail: `${place}: failed before: ${failed.join(', ')}` });
  }
  if (changed.length > 0) {
    throw new PermitError('SCHEMA_UNFIT', { detail: `${place}: changed since applied: ${changed.join(', ')}` });
  }
  if (unknown.length > 0) {
    throw new PermitError('SCHEMA_UNFIT', { detail: `${place}: of a newer version: ${unknown.join(', ')}` });
  }
}

/** The engine's own words come with a wall of advice about its tool; the first lines say what happened. */
function wordsOf(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  return text.trim().split('\n').slice(0, 8).join(' ').slice(0, 1000);
}
