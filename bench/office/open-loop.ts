import { setTimeout as pause } from 'node:timers/promises';

/**
 * Sends requests at a fixed pace whether or not the earlier ones are answered, and measures each from the moment for which it
 * was planned: a service that falls behind does not slow its clients down.
 * @returns milliseconds in the order of the requests
 */
export async function openLoop(plan: {
  readonly perS: number;
  readonly seconds: number;
  readonly send: (index: number) => Promise<void>;
}): Promise<readonly number[]> {
  const { perS, seconds, send } = plan;
  const began = performance.now();
  const requests: Promise<number>[] = [];
  for (let index = 0; index < perS * seconds; index += 1) {
    const plannedAt = began + (index * 1000) / perS;
    await pause(Math.max(0, plannedAt - performance.now()));
    const answered = send(index).then(() => performance.now() - plannedAt);
    // A failure is told by `Promise.all` below; until then nobody else may have asked.
    answered.catch(() => undefined);
    requests.push(answered);
  }
  return Promise.all(requests);
}
