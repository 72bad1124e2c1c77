import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { Migration } from './migration-folder.ts';

export type SchemaEngine = glue.SchemaEngine;
type MigrationList = Parameters<SchemaEngine['applyMigrations']>[0]['migrationsList'];

/** Tables and enumerations that Prisma shall leave alone: none. */
export const NO_FILTERS = { externalTables: [], externalEnums: [] };

let loaded: Promise<void> | undefined;

/**
 * Prisma's schema engine as WebAssembly. The native engine is a download, so it is not used; this one takes the same
 * folder of migrations and writes the same table `_prisma_migrations`.
 */
export async function openSchemaEngine(
  factory: SqlMigrationAwareDriverAdapterFactory,
  schemas: readonly (readonly [path: string, text: string])[] = [],
): Promise<SchemaEngine> {
  loaded ??= load();
  await loaded;
  const datamodels = schemas.length === 0 ? undefined : schemas.map(([path, text]): [string, string] => [path, text]);
  return glue.SchemaEngine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(factory));
}

/** The form in which the engine takes a folder of migrations. */
export function migrationList(migrations: readonly Migration[]): MigrationList {
  return {
    baseDir: '/migrations',
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  };
}

/** The package's own entry imports its binary as a module, which Node 20 does not do. */
async function load(): Promise<void> {
  const entry = import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const binary = await readFile(fileURLToPath(new URL('schema_engine_bg.wasm', entry)));
  const { instance } = await WebAssembly.instantiate(binary, { './schema_engine_bg.js': glue });
  // The one function of the glue that its types leave out.
  (glue as unknown as { readonly __wbg_set_wasm: (exports: object) => void }).__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

/** As much of the global as is used here; the types of Node 20 leave it out, and those of the browser bring too much. */
declare const WebAssembly: {
  instantiate(
    binary: Uint8Array,
    imports: Readonly<Record<string, object>>,
  ): Promise<{ readonly instance: { readonly exports: { readonly __wbindgen_start: () => void } } }>;
};
