import { setTimeout as pause } from 'node:timers/promises';
import { PermitError } from '@residence-permit/shared/errors';
import { findPostmaster } from './postmaster-file.ts';

const POLL_MS = 5;

/**
 * Stops the server of a data folder, if there is one: sessions end, a checkpoint is written (SIGINT, "fast shutdown").
 * @throws PermitError DATABASE_START_FAILED when it still runs after `waitMs` milliseconds, or belongs to another user
 */
export async function stopPostmaster(cluster: string, waitMs: number): Promise<void> {
  const until = performance.now() + waitMs;
  const running = await findPostmaster(cluster);
  if (running === undefined) return;
  signal(running.pid);
  while ((await findPostmaster(cluster)) !== undefined) {
    if (performance.now() > until) {
      throw new PermitError('DATABASE_START_FAILED', { detail: `process ${running.pid} does not end` });
    }
    await pause(POLL_MS);
  }
}

function signal(pid: number): void {
  try {
    process.kill(pid, 'SIGINT');
  } catch (cause) {
    if (typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ESRCH') return;
    throw new PermitError('DATABASE_START_FAILED', { cause, detail: `process ${pid} belongs to another user` });
  }
}
