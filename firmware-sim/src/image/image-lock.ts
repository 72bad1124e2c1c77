import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { PermitError } from '@residence-permit/shared/errors';
import { isAlive, ownIdentity, type ProcessIdentity } from './process-identity.ts';

/** Holding it is the right to serve and to write an image. `release` may be called twice. */
export type ImageLock = { release(): void };

/** A tombstone that is older than this was left by a process that died in the middle of a takeover. */
const TAKEOVER_MS = 10_000;

/**
 * Takes the lock of an image: the file `IMAGE.lock`, made by link(2), which succeeds for one process only. A lock whose owner
 * is dead is taken over.
 * @throws PermitError STORE_CONFLICT when another living process holds it
 */
export function lockImage(imagePath: string): ImageLock {
  const lockPath = `${imagePath}.lock`;
  const nonce = randomBytes(8).toString('hex');
  const claim = `${lockPath}.${nonce}`;
  writeFileSync(claim, JSON.stringify({ ...ownIdentity(), nonce }), { mode: 0o600 });
  try {
    while (!tryLink(claim, lockPath)) removeDead(lockPath);
  } finally {
    rmSync(claim, { force: true });
  }
  return {
    release: () => {
      if (readLock(lockPath)?.nonce === nonce) rmSync(lockPath, { force: true });
    },
  };
}

/** The living process that serves an image, if there is one. */
export function findServingProcess(imagePath: string): ProcessIdentity | undefined {
  const owner = readLock(`${imagePath}.lock`);
  return owner !== undefined && isAlive(owner) ? { pid: owner.pid, startedAt: owner.startedAt } : undefined;
}

type LockOwner = ProcessIdentity & { readonly nonce: string };

/**
 * Removes the lock of a dead owner. The tombstone, named after that very lock, lets one process at a time do so; only its
 * maker removes the lock, so that a new owner's lock is never removed in the belief that it is still the old one.
 */
function removeDead(lockPath: string): void {
  const owner = readLock(lockPath);
  if (owner === undefined) return;
  if (isAlive(owner)) throw new PermitError('STORE_CONFLICT', { detail: `process ${owner.pid} serves this card` });
  const tombstone = `${lockPath}.${owner.nonce}.dead`;
  if (!tryCreate(tombstone)) {
    if (isOld(tombstone)) rmSync(tombstone, { force: true });
    return;
  }
  try {
    if (readLock(lockPath)?.nonce === owner.nonce) rmSync(lockPath, { force: true });
  } finally {
    rmSync(tombstone, { force: true });
  }
}

function readLock(lockPath: string): LockOwner | undefined {
  let text: string;
  try {
    text = readFileSync(lockPath, 'utf8');
  } catch (cause) {
    if (hasErrno(cause, 'ENOENT')) return undefined;
    throw cause;
  }
  const match = /^\{"pid":(\d+),"startedAt":"(\d*)","nonce":"([0-9a-f]{16})"\}$/.exec(text);
  const [, pid, startedAt, nonce] = match ?? [];
  if (pid === undefined || startedAt === undefined || nonce === undefined) {
    throw new PermitError('STORE_CONFLICT', { detail: `${lockPath} is not a lock file` });
  }
  return { pid: Number(pid), startedAt, nonce };
}

function tryLink(from: string, to: string): boolean {
  return unlessItExists(() => linkSync(from, to));
}

function tryCreate(path: string): boolean {
  return unlessItExists(() => writeFileSync(path, '', { flag: 'wx', mode: 0o600 }));
}

function unlessItExists(make: () => void): boolean {
  try {
    make();
    return true;
  } catch (cause) {
    if (hasErrno(cause, 'EEXIST')) return false;
    throw cause;
  }
}

function isOld(path: string): boolean {
  const age = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return age !== undefined && Date.now() - age > TAKEOVER_MS;
}

function hasErrno(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code;
}
