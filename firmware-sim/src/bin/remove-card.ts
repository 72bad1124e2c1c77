import { setTimeout as wait } from 'node:timers/promises';
import { PermitError } from '@residence-permit/shared/errors';
import { findServingProcess, isAlive } from '../image/index.ts';
import type { Report } from './report.ts';

const PATIENCE_MS = 5000;
const LOOK_EVERY_MS = 20;

/**
 * Ends the process that serves an image, found by the lock of the image, and waits until it is gone.
 * @throws PermitError STORE_CONFLICT when no process serves it, UNEXPECTED when it does not end
 */
export async function removeCard(image: string, report: Report): Promise<void> {
  const server = findServingProcess(image);
  if (server === undefined) throw new PermitError('STORE_CONFLICT', { detail: `${image} is not inserted` });
  process.kill(server.pid, 'SIGTERM');
  for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += LOOK_EVERY_MS) {
    if (!isAlive(server) || findServingProcess(image)?.pid !== server.pid) {
      report({ event: 'removed', image }, 'removed');
      return;
    }
    await wait(LOOK_EVERY_MS);
  }
  throw new PermitError('UNEXPECTED', { detail: `process ${server.pid} does not end` });
}
