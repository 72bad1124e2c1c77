import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { PermitError } from '@residence-permit/shared/errors';

/** As whom the engine runs; `undefined` is: as whoever runs this process. */
export type EngineUser = { readonly uid: number; readonly gid: number } | undefined;

/** PostgreSQL refuses to run as root, so root hands it to the user that every package of it makes. */
const NAME = 'postgres';

/** @throws PermitError DATABASE_START_FAILED for root on a machine that has no user `postgres` */
export function engineUser(): EngineUser {
  if (process.getuid?.() !== 0) return undefined;
  const [uid, gid] = ['-u', '-g'].map((flag) => Number.parseInt(idOf(flag), 10));
  if (uid !== undefined && gid !== undefined && uid > 0 && gid > 0) return { uid, gid };
  throw new PermitError('DATABASE_START_FAILED', {
    detail: `root needs a system user to hand the database to: useradd --system ${NAME}`,
  });
}

/**
 * Refuses a path that the engine's user cannot reach, and names the folder that is in the way.
 * @throws PermitError DATABASE_START_FAILED
 */
export function requireReachable(path: string, user: EngineUser): void {
  if (user === undefined || canEnter(path, user)) return;
  let barrier = path;
  while (dirname(barrier) !== barrier && !canEnter(dirname(barrier), user)) barrier = dirname(barrier);
  throw new PermitError('DATABASE_START_FAILED', {
    detail: `user ${NAME} cannot reach ${path} because of the rights of ${barrier}; put it elsewhere or run as an ordinary user`,
  });
}

/** True when the user may execute the file or pass through the folder. Asked of the system, which knows of groups and lists too. */
export function canEnter(path: string, { uid, gid }: NonNullable<EngineUser>): boolean {
  return spawnSync('test', ['-x', path], { uid, gid, cwd: '/' }).status === 0;
}

function idOf(flag: string): string {
  return spawnSync('id', [flag, NAME], { encoding: 'utf8' }).stdout ?? '';
}
