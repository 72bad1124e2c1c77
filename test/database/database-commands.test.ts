import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { MIGRATIONS_FOLDER, readMigrations, withSession } from '@residence-permit/issuer/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anEmptyDatabase, type TestDatabase } from '../builders/a-database.ts';

const TOOL = fileURLToPath(new URL('../../issuer/bin/permit-issuer.js', import.meta.url));
const PATH = process.env['PATH'] ?? '';

let folder = '';
const opened: TestDatabase[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'permit-database-'));
  await chmod(folder, 0o755);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  for (const database of opened) await database.close();
});

async function tool(environment: Readonly<Record<string, string>>, ...words: readonly string[]) {
  const child = spawn(process.execPath, [TOOL, 'database', ...words, '--json'], {
    env: { PATH, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said, [status]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  return { status, said: JSON.parse(said) as Record<string, unknown> };
}

async function aServer(): Promise<{ readonly database: TestDatabase; readonly env: Readonly<Record<string, string>> }> {
  const database = await anEmptyDatabase();
  opened.push(database);
  const env = { DATABASE_URL: database.url, KEYSTORE_URL: database.keyStoreUrl, PERMIT_ADMIN_URL: database.adminUrl };
  return { database, env };
}

const names = async () => (await readMigrations(MIGRATIONS_FOLDER)).map(({ name }) => name);

describe('permit-issuer database', () => {
  it('makes, shows, backs up and restores the embedded databases', async () => {
    const here = { PERMIT_DATA: join(folder, 'here') };
    expect(await tool(here, 'status')).toMatchObject({ status: 64, said: { error: { code: 'SETTING_BAD' } } });
    expect(await tool(here, 'migrate')).toEqual({
      status: 0,
      said: { applied: await names(), keyStore: { from: 0, to: 1 } },
    });
    expect(await tool(here, 'status')).toMatchObject({ status: 0, said: { upToDate: true } });
    const [register, keys] = [join(folder, 'register.backup'), join(folder, 'keys.backup')];
    expect(await tool(here, 'backup', 'register', '--to', register)).toMatchObject({ status: 0 });
    expect(await tool(here, 'backup', 'key-store', '--to', keys)).toMatchObject({ status: 0, said: { tables: 1 } });

    // From the embedded database to a server, and the other way round.
    const { env } = await aServer();
    expect(await tool(env, 'restore', 'register', '--from', register)).toMatchObject({ status: 0 });
    expect(await tool(env, 'restore', 'key-store', '--from', keys)).toMatchObject({ status: 0 });
    expect(await tool(env, 'status')).toMatchObject({ status: 0, said: { upToDate: true } });
    const there = { PERMIT_DATA: join(folder, 'there') };
    expect(await tool(there, 'restore', 'register', '--from', register)).toMatchObject({ status: 0 });
    expect(await tool(there, 'restore', 'register', '--from', register)).toMatchObject({
      status: 1,
      said: { error: { code: 'STORE_CONFLICT' } },
    });
    expect(await tool(there, 'status')).toMatchObject({ status: 1, said: { upToDate: false } });
  });

  it('prepares a server by an administrator, and goes on as the owner', async () => {
    const { database, env } = await aServer();
    expect(await tool(env, 'status')).toMatchObject({ status: 1, said: { upToDate: false } });
    expect(await tool(env, 'migrate')).toMatchObject({ status: 0, said: { applied: await names() } });
    const asOwner = { ...env, PERMIT_ADMIN_URL: database.migratorUrl };
    expect(await tool(asOwner, 'migrate')).toMatchObject({ status: 0, said: { applied: [] } });
    const office = await withSession({ url: database.url, role: undefined }, (client) =>
      client.query('SELECT current_user::text AS name, count(*)::int AS offices FROM office'),
    );
    expect(office.rows).toEqual([{ name: 'permit_service', offices: 0 }]);
  });

  it('names what is wrong in its settings, and nothing that stands in them', async () => {
    const wrong = { DATABASE_URL: 'mysql://secret@host/x', PERMIT_SERVICE_PASSWORD: 'short-one' };
    const { status, said } = await tool(wrong, 'status');
    expect(status).toBe(64);
    const words = JSON.stringify(said);
    for (const name of ['DATABASE_URL', 'PERMIT_SERVICE_PASSWORD']) expect(words).toContain(name);
    expect(words).not.toMatch(/secret|short-one/);
  });
});
