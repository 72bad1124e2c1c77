import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { WorkerSetUp, WorkerTask } from './activation-worker.ts';

const WORKER = fileURLToPath(new URL('./activation-worker.js', import.meta.url));

/** So many processes that activate cards, each with its own connections. */
export async function startWorkers(count: number, setUp: WorkerSetUp) {
  const workers = Array.from({ length: count }, () => fork(WORKER));
  await Promise.all(workers.map((worker) => ask(worker, setUp)));
  return {
    /** Gives each of the first processes its cards, and waits until all are done. @throws Error where one ends instead */
    async activate(shares: readonly (readonly string[])[], signerDelayMs: number): Promise<void> {
      await Promise.all(
        shares.map((cardNumbers, index) => {
          const worker = workers[index];
          if (worker === undefined) throw new RangeError(`shares: want at most ${count}`);
          return ask(worker, { cardNumbers, signerDelayMs });
        }),
      );
    },
    /** Lets them end by themselves. */
    async close(): Promise<void> {
      const running = workers.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
      const ends = running.map((worker) => once(worker, 'exit'));
      for (const worker of running) worker.disconnect();
      await Promise.all(ends);
    },
  };
}

async function ask(worker: ChildProcess, message: WorkerSetUp | WorkerTask): Promise<void> {
  const answered = new AbortController();
  const { signal } = answered;
  worker.send(message);
  try {
    await Promise.race([
      once(worker, 'message', { signal }),
      once(worker, 'exit', { signal }).then(() => {
        throw new Error('a worker ended');
      }),
    ]);
  } finally {
    answered.abort();
  }
}
