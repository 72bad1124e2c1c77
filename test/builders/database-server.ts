import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';

/** Which PostgreSQL the tests run on: the one from npm, or Debian's package of a version. */
export type TestServer = { readonly folder: string; readonly engine: 'bundled' | number };

declare module 'vitest' {
  export interface ProvidedContext {
    readonly testServer: TestServer;
    /** What this run of the tests makes once for all of them, gone with its end. */
    readonly runFolder: string;
  }
}

const POLL_MS = 5;
const PREFIX = 'permit-test-server-';

/**
 * Global setup of vitest: names a folder for the database server of this run. The first test that wants a database makes and
 * starts it, so that a run without one pays nothing; the end of the run stops it, however its test processes ended.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweep();
  const folder = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  await chmod(folder, 0o755);
  const asked = process.env['PERMIT_TEST_SERVER'] ?? '';
  const testServer: TestServer = { folder: join(folder, 'server'), engine: asked === '' ? 'bundled' : Number(asked) };
  project.provide('testServer', testServer);
  project.provide('runFolder', folder);
  return () => remove(folder);
}

/** A run that was killed could not stop its server. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue;
    const pid = Number.parseInt(name.slice(PREFIX.length), 10);
    if (!isAlive(pid)) await remove(join(tmpdir(), name));
  }
}

async function remove(folder: string): Promise<void> {
  await stopServer(join(folder, 'server', 'cluster'));
  await rm(folder, { recursive: true, force: true });
}

/** By its own file: a global setup runs outside of what lets the tests import the rooms. */
async function stopServer(cluster: string): Promise<void> {
  const file = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(file, 10);
  const isServer = async () =>
    (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0').includes(cluster);
  if (await isServer()) process.kill(pid, 'SIGINT');
  while (await isServer()) await pause(POLL_MS);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}
