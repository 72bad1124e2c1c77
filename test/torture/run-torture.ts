import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Tally, type TallyJson } from './tally.ts';
import type { Order } from './torture-worker.ts';

export type TortureRequest = {
  /** Mixes with the seeds from `firstSeed` on. */
  readonly seeds: number;
  readonly firstSeed: number;
  /** The exhaustive part runs too. */
  readonly isWhole: boolean;
  /** Time after which nothing new is begun, in milliseconds. */
  readonly budgetMs: number;
  readonly onProgress: (progress: TallyJson & { readonly seedsDone: number }) => void;
};

export type TortureResult = TallyJson & { readonly seedsDone: number; readonly seconds: number };

const MAX_WORKERS = 8;
/** A worker reports after so many seeds. */
const BATCH = 25;

/** Spreads the torture over the processors of this machine. @throws whatever a worker fails with */
export async function runTorture(request: TortureRequest): Promise<TortureResult> {
  const began = performance.now();
  const tally = new Tally();
  let seedsDone = 0;
  const orders = ordersOf(request)[Symbol.iterator]();
  const isEnough = (): boolean => performance.now() - began > request.budgetMs;
  const workers = Math.min(MAX_WORKERS, availableParallelism());
  await Promise.all(
    Array.from({ length: workers }, async () => {
      const worker = fork(fileURLToPath(new URL('./torture-worker.js', import.meta.url)));
      try {
        for (let next = orders.next(); next.done !== true && !isEnough(); next = orders.next()) {
          const remainingMs = request.budgetMs - (performance.now() - began);
          tally.add(await ask(worker, { ...next.value, budgetMs: remainingMs }));
          seedsDone += next.value.kind === 'seeds' ? next.value.count : 0;
          request.onProgress({ ...tally.toJSON(), seedsDone });
        }
      } finally {
        worker.disconnect();
      }
    }),
  );
  return { ...tally.toJSON(), seedsDone, seconds: Math.round((performance.now() - began) / 100) / 10 };
}

function* ordersOf({ seeds, firstSeed, isWhole }: TortureRequest): Generator<Order> {
  if (isWhole) yield { kind: 'exhaustive', budgetMs: 0 };
  for (let from = firstSeed; from < firstSeed + seeds; from += BATCH) {
    yield { kind: 'seeds', from, count: Math.min(BATCH, firstSeed + seeds - from), budgetMs: 0 };
  }
}

function ask(worker: ChildProcess, order: Order): Promise<TallyJson> {
  return new Promise((resolve, reject) => {
    const fail = (): void =>
      reject(new Error(`a worker ended with ${worker.exitCode ?? worker.signalCode ?? 'a fault'}`));
    worker.once('exit', fail);
    worker.once('message', (tally: TallyJson) => {
      worker.off('exit', fail);
      resolve(tally);
    });
    worker.send(order);
  });
}
