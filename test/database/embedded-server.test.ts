import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedServer, stopEmbeddedServer, withSession } from '@residence-permit/issuer/database';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aHolder } from './server-holder.ts';

let parent = '';
let folder = '';
const cluster = () => join(folder, 'cluster');
const isRoot = process.getuid?.() === 0;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'permit-embedded-'));
  await chmod(parent, 0o777);
  folder = join(parent, 'server');
});
afterEach(async () => {
  await stopEmbeddedServer(folder);
  await rm(parent, { recursive: true, force: true });
});

const open = () => openEmbeddedServer({ folder, lastOneOut: 'stops' });
const pidOf = async () => Number.parseInt(await readFile(join(cluster(), 'postmaster.pid'), 'utf8'), 10);

function run<Row>(url: string, sql: string): Promise<readonly Row[]> {
  return withSession({ url, role: undefined }, async (client) => (await client.query(sql)).rows as readonly Row[]);
}

async function answers(port: number): Promise<boolean> {
  const socket = createConnection(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Ends a process of the test at once, and waits until the system has forgotten it. */
async function killNow(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  const isThere = () =>
    stat(`/proc/${pid}`).then(
      () => true,
      () => false,
    );
  while (await isThere()) await new Promise((resolve) => setImmediate(resolve));
}

it('is made, shared by several processes, and stopped by the last one', async () => {
  const first = await aHolder(folder);
  const second = await aHolder(folder);
  expect(first.said).toMatchObject({ how: 'started', encoding: 'UTF8', knowsHan: true, fsync: 'on' });
  expect(second.said).toMatchObject({ how: 'attached', port: Reflect.get(first.said, 'port') });
  await first.letGo();
  const mine = await open();
  expect(mine.how).toBe('attached');
  await second.letGo();
  expect(await answers(mine.port)).toBe(true);
  await mine.close();
  expect(await answers(mine.port)).toBe(false);
});

it('speaks on the loopback only, and keeps its passwords to their owner', async () => {
  const server = await open();
  expect(await run(server.url('postgres', 'postgres'), 'SHOW listen_addresses')).toEqual([
    { listen_addresses: '127.0.0.1' },
  ]);
  expect((await stat(join(folder, 'passwords.json'))).mode & 0o777).toBe(0o600);
  expect((await stat(cluster())).mode & 0o777).toBe(0o700);
  const wrong = new URL(server.url('postgres', 'postgres'));
  wrong.password = 'wrong';
  await expect(run(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  await server.close();
});

it('is reached through a socket in its data folder, and over TCP where the path is too long for one', async () => {
  const server = await open();
  const own = "SELECT inet_server_addr() IS NULL AS is_socket, current_setting('unix_socket_directories') AS folder";
  expect(await run(server.url('postgres', 'postgres'), own)).toEqual([{ is_socket: true, folder: cluster() }]);
  await server.close();
  const far = await openEmbeddedServer({
    folder: join(folder, 'x'.repeat(80)),
    lastOneOut: 'stops',
    settings: { fsync: 'off' },
  });
  expect(await run(far.url('postgres', 'postgres'), own)).toEqual([{ is_socket: false, folder: '' }]);
  await far.close();
});

it('writes nothing of a statement into its log', async () => {
  const server = await open();
  const url = server.url('postgres', 'postgres');
  await run(url, 'CREATE TABLE person (name text PRIMARY KEY)');
  const insert = `INSERT INTO person VALUES ('样本·示例')`;
  await run(url, insert);
  await expect(run(url, insert)).rejects.toThrow(/person_pkey/);
  await server.close();
  const log = await readFile(join(folder, 'server.log'), 'utf8');
  expect(log).toContain('person_pkey');
  expect(log).not.toContain('样本');
});

it('goes on when all who held it were killed, and the next one attaches', async () => {
  const holder = await aHolder(folder);
  await holder.kill();
  const mine = await open();
  expect(mine).toMatchObject({ how: 'attached', port: Reflect.get(holder.said, 'port') });
  await mine.close();
  expect(await answers(mine.port)).toBe(false);
});

it('starts again after it was killed itself, with all that was committed', async () => {
  const server = await open();
  await run(server.url('postgres', 'postgres'), 'CREATE TABLE kept AS SELECT 42 AS answer');
  await killNow(await pidOf());
  const again = await open();
  expect(again.how).toBe('started');
  expect(await run(again.url('postgres', 'postgres'), 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  await server.close();
  await again.close();
  expect(await answers(again.port)).toBe(false);
});

it('starts when the file of a killed server names a process that is another by now', async () => {
  await (await open()).close();
  const bystander = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
  const lines = [bystander.pid, cluster(), 1, 5432, '', '127.0.0.1', '', 'ready   ', ''];
  await writeFile(join(cluster(), 'postmaster.pid'), lines.join('\n'));
  const server = await open();
  expect(server.how).toBe('started');
  expect(bystander.exitCode).toBe(null);
  await server.close();
  bystander.stdin.end();
  await once(bystander, 'exit');
});

it('is made once when several processes want it at the same moment', async () => {
  const holders = await Promise.all([aHolder(folder), aHolder(folder), aHolder(folder)]);
  expect(holders.map(({ said }) => said.how).sort()).toEqual(['attached', 'attached', 'started']);
  expect(new Set(holders.map(({ said }) => Reflect.get(said, 'port'))).size).toBe(1);
  await Promise.all(holders.map(({ letGo }) => letGo()));
  await expect(pidOf()).rejects.toMatchObject({ code: 'ENOENT' });
});

it.each(['same', 'ordinary'] as const)('knows Chinese without LANG, run by the %s user', async (user) => {
  const { LANG: _lang, LC_ALL: _all, LC_CTYPE: _ctype, ...bare } = process.env;
  const holder = await aHolder(folder, user, bare);
  expect(holder.said).toMatchObject({ how: 'started', encoding: 'UTF8', knowsHan: true });
  const again = await aHolder(folder, user, bare);
  expect(again.said).toMatchObject({ how: 'attached' });
  await holder.kill();
  await again.letGo();
});

it('says which folder is in the way, or is made in it: an ordinary user can use its own home', async () => {
  const home = join(parent, 'home');
  folder = join(home, 'server');
  await mkdir(home, { mode: 0o700 });
  const whenRoot = { how: 'refused', said: expect.stringContaining(`because of the rights of ${home};`) };
  const holder = await aHolder(folder);
  expect(holder.said).toMatchObject(isRoot ? whenRoot : { how: 'started' });
  await holder.letGo();
});

it('refuses a folder whose passwords are lost, and does not touch it', async () => {
  await (await open()).close();
  await writeFile(join(folder, 'passwords.json'), '{"postgres": "a secret"');
  await expect(open()).rejects.toMatchObject({
    code: 'DATABASE_START_FAILED',
    message: expect.not.stringContaining('secret'),
  });
  expect((await stat(cluster())).isDirectory()).toBe(true);
});

it('leaves nothing behind when it cannot be made', async () => {
  await writeFile(folder, 'a file where the folder should be');
  await expect(open()).rejects.toMatchObject({ code: 'DATABASE_START_FAILED' });
  await rm(folder);
  if (isRoot) await chown(parent, 0, 0);
  const server = await open();
  expect(server.how).toBe('started');
  await server.close();
});
