import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PermitError } from '@residence-permit/shared/errors';
import { writeFileWhole } from '../files/index.ts';
import type { Changed, Register } from './register.ts';
import { decodeRegister, encodeRegister } from './register-json.ts';
import { EMPTY_REGISTER, type RegisterState } from './register-state.ts';

const LOCK_TRIES = 100;
const LOCK_WAIT_MS = 50;

/**
 * A register in one file, for one office on one machine. Each change replaces the file as a whole, under a lock file that
 * names its holder's process, so that a crash leaves the old state or the new one and a lock that the next change takes over.
 */
export function makeFileRegister(path: string): Register {
  return {
    read: () => load(path),
    async change<Value>(decide: (state: RegisterState) => Changed<Value>): Promise<Value> {
      const release = await lock(`${path}.lock`);
      try {
        const changed = decide(await load(path));
        await writeFileWhole(path, encodeRegister(changed.state), 'owner');
        return changed.value;
      } finally {
        await release();
      }
    },
  };
}

async function load(path: string): Promise<RegisterState> {
  if (!existsSync(path)) return EMPTY_REGISTER;
  return decodeRegister(await readFile(path, 'utf8'));
}

/** @throws PermitError STORE_FAILED when another living process keeps the lock */
async function lock(path: string): Promise<() => Promise<void>> {
  await mkdir(dirname(path), { recursive: true });
  for (let tries = 0; tries < LOCK_TRIES; tries += 1) {
    if (await create(path)) return () => rm(path, { force: true });
    if (await isAbandoned(path)) await rm(path, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, LOCK_WAIT_MS));
  }
  throw new PermitError('STORE_FAILED', { detail: `locked by another process: ${path}` });
}

async function create(path: string): Promise<boolean> {
  try {
    const handle = await open(path, 'wx', 0o600);
    await handle.writeFile(String(process.pid));
    await handle.close();
    return true;
  } catch (cause) {
    if (isCode(cause, 'EEXIST')) return false;
    throw new PermitError('STORE_FAILED', { cause, detail: path });
  }
}

/** True when the process that the lock names is gone. A lock without a number is younger than its first write. */
async function isAbandoned(path: string): Promise<boolean> {
  const holder = Number.parseInt(await readFile(path, 'utf8').catch(() => ''), 10);
  if (!Number.isSafeInteger(holder)) return false;
  try {
    process.kill(holder, 0);
    return false;
  } catch (cause) {
    return isCode(cause, 'ESRCH');
  }
}

function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
