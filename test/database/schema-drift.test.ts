import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { MIGRATIONS_FOLDER, readMigrations } from '@residence-permit/issuer/database';
import { expect, it } from 'vitest';
import { diffSchema, type Schemas } from './diff-schema.ts';

const folder = fileURLToPath(new URL('../../issuer/prisma/schema/', import.meta.url));
const schemas: Schemas = readdirSync(folder)
  .sort()
  .map((name) => [name, readFileSync(`${folder}${name}`, 'utf8')] as const);

const PLANTED = ['planted.prisma', 'model planted {\n  id String @id @db.Uuid\n}\n'] as const;
const PLANTED_TABLE = 'CREATE TABLE "planted" ( "id" UUID NOT NULL, CONSTRAINT "planted_pkey" PRIMARY KEY ("id") )';

// What the migrations lack is printed as SQL, for the next one.
it('the migrations make what the schema says, and lack only a model that is planted', async () => {
  expect(schemas.length).toBeGreaterThan(1);
  const missing = await diffSchema(await readMigrations(MIGRATIONS_FOLDER), [...schemas, PLANTED]);
  const statements = missing
    .replaceAll(/^--.*$/gm, '')
    .split(';')
    .map((statement) => statement.replaceAll(/\s+/g, ' ').trim())
    .filter((statement) => statement !== '');
  expect(statements).toEqual([PLANTED_TABLE]);
});
