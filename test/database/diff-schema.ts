import { PGlite } from '@electric-sql/pglite';
import { type Migration, migrationList, NO_FILTERS, openSchemaEngine } from '@residence-permit/issuer/database';
import { PrismaPGlite } from 'pglite-prisma-adapter';

/** The schema folder as Prisma takes it: path and text of each file. */
export type Schemas = readonly (readonly [path: string, text: string])[];

/**
 * What the migrations lack to make the schema: SQL to put into the next one, or nothing. PostgreSQL in WebAssembly, in
 * memory: the adapter of the service does not give the engine the catalogue columns that it needs to compare.
 */
export async function diffSchema(migrations: readonly Migration[], schemas: Schemas): Promise<string> {
  const engine = await openSchemaEngine(inMemory(), schemas);
  const { exitCode, stdout } = await engine.diff({
    from: { tag: 'migrations', ...migrationList(migrations) },
    to: { tag: 'schemaDatamodel', files: schemas.map(([path, content]) => ({ path, content })) },
    script: true,
    exitCode: true,
    filters: NO_FILTERS,
  });
  return exitCode === 0 ? '' : (stdout ?? 'differs');
}

const ROLES = 'CREATE ROLE permit_migrator; CREATE ROLE permit_service; CREATE ROLE permit_auditor;';

function inMemory(): Parameters<typeof openSchemaEngine>[0] {
  const open = async () => {
    const db = await PGlite.create();
    await db.exec(ROLES);
    const adapter = await new PrismaPGlite(db).connect();
    // The adapter's own way does not wait, so that a broken migration would pass.
    adapter.executeScript = async (script: string) => {
      await db.exec(script);
    };
    return adapter;
  };
  return { provider: 'postgres', adapterName: 'pglite', connect: open, connectToShadowDb: open };
}
