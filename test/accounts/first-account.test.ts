import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { makeMissingKeys } from '@residence-permit/issuer/service';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aDatabase, type TestDatabase } from '../builders/a-database.ts';
import { Browser } from './a-browser.ts';

const ISSUER = fileURLToPath(new URL('../../issuer/bin/permit-issuer.js', import.meta.url));
const PASSWORD = 'correct 马 battery';
const run = promisify(execFile);
/** Four processes start one after the other, on a machine that may be busy. */
const LONG = { timeout: 180_000 };
const children: ChildProcess[] = [];
let folder: string;
let database: TestDatabase;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'accounts-'));
  database = await aDatabase();
  await run(process.execPath, [ISSUER, 'ceremony', '--test-keys', '--office', join(folder, 'office')]);
  await makeMissingKeys(join(folder, 'data', 'keys'), (length) => crypto.getRandomValues(new Uint8Array(length)));
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await database.close();
  await rm(folder, { recursive: true });
});

function environment() {
  return {
    PATH: process.env['PATH'],
    PERMIT_STAGE: 'trial',
    PERMIT_PORT: '0',
    PERMIT_ORIGIN: 'http://localhost:8080',
    PERMIT_DATA: join(folder, 'data'),
    DATABASE_URL: database.url,
    KEYSTORE_URL: database.keyStoreUrl,
  };
}

async function makeAdministrator(login: string): Promise<Readonly<Record<string, unknown>>> {
  const names = ['--login', login, '--name', '样本·管理'];
  const parameters = [ISSUER, 'account', 'administrator', ...names, '--json', '--office', join(folder, 'office')];
  const done = await run(process.execPath, parameters, { env: environment() }).catch((failed: unknown) => failed);
  const { stdout } = done as { readonly stdout: string };
  return JSON.parse(stdout) as Readonly<Record<string, unknown>>;
}

/** Starts a process of the service; answers its address. */
function serve(): Promise<string> {
  const parameters = [ISSUER, 'serve', '--json', '--no-jobs', '--office', join(folder, 'office')];
  const child = spawn(process.execPath, parameters, { env: environment(), stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = JSON.parse(line) as { readonly ready?: boolean; readonly url?: string; readonly error?: unknown };
      if (said.ready === true) resolve(said.url ?? '');
      else if (said.error !== undefined) reject(new Error(line));
    });
    child.once('exit', (code) => reject(new Error(`exit ${String(code)}`)));
  });
}

it('is made on the command line, set up by its user, and known to every process of the service', LONG, async () => {
  const made = await makeAdministrator('First.Admin');
  expect(made).toMatchObject({ login: 'first.admin' });
  expect(await makeAdministrator('first.admin')).toEqual({ refusal: 'login-taken' });
  expect(await makeAdministrator('!')).toMatchObject({ error: { code: 'SETTING_BAD' } });

  const [one, other] = await Promise.all([serve(), serve()]);
  const browser = new Browser(one);
  const setUp = { login: 'first.admin', code: made['setUpCode'], password: PASSWORD };
  expect((await browser.post('/api/v1/session/set-up', setUp)).status).toBe(200);
  const there = await browser.at(other).get('/api/v1/session');
  expect(there.body).toMatchObject({ demo: false, signedIn: { roles: [{ role: 'administrator' }] } });
  expect((await browser.at(other).delete('/api/v1/session')).status).toBe(204);
  expect((await browser.get('/api/v1/session')).body['signedIn']).toBeNull();
});
