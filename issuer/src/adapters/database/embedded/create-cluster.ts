import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PermitError } from '@residence-permit/shared/errors';
import { embeddedFolder } from './embedded-folder.ts';
import type { Engine } from './engine.ts';
import { type EngineUser, requireReachable } from './engine-user.ts';
import { drawPasswords, keepPasswords } from './passwords.ts';

/**
 * Makes a new data folder with new passwords: beside its place first, then renamed, so that a crash leaves no half of one.
 * Text is UTF-8 and sorts by code point whatever LANG says: under its absence initdb would choose SQL_ASCII.
 * @throws PermitError DATABASE_START_FAILED
 */
export async function createCluster(given: {
  readonly target: string;
  readonly engine: Engine;
  readonly user: EngineUser;
  readonly sync: 'synced' | 'unsynced';
}): Promise<void> {
  const { target, engine, user, sync } = given;
  const parent = dirname(target);
  requireReachable(parent, user);
  const draft = embeddedFolder(join(parent, `.${randomUUID()}.draft`));
  const passwords = drawPasswords();
  const passwordFile = join(draft.folder, 'initial-password');
  try {
    await mkdir(draft.folder);
    await chmod(draft.folder, 0o755);
    await mkdir(draft.cluster, { mode: 0o700 });
    await writeFile(passwordFile, passwords.postgres, { mode: 0o600 });
    if (user !== undefined) for (const path of [draft.cluster, passwordFile]) await chown(path, user.uid, user.gid);
    await runInitdb({ engine, user, sync, cluster: draft.cluster, passwordFile });
    await rm(passwordFile);
    await keepPasswords(draft.passwords, passwords);
    await rename(draft.folder, target);
  } catch (cause) {
    throw cause instanceof PermitError ? cause : new PermitError('DATABASE_START_FAILED', { cause, detail: target });
  } finally {
    await rm(draft.folder, { recursive: true, force: true });
  }
}

function runInitdb(given: {
  readonly engine: Engine;
  readonly user: EngineUser;
  readonly sync: 'synced' | 'unsynced';
  readonly cluster: string;
  readonly passwordFile: string;
}): Promise<void> {
  const parameters = [
    `--pgdata=${given.cluster}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    `--pwfile=${given.passwordFile}`,
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--data-checksums',
    ...(given.sync === 'synced' ? [] : ['--no-sync']),
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(given.engine.initdb, parameters, {
      ...given.user,
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
    child.on('error', reject);
    child.on('close', (status) => {
      if (status === 0) resolve();
      else reject(new PermitError('DATABASE_START_FAILED', { detail: `initdb: ${said.trim().slice(-1000)}` }));
    });
  });
}
