/** The median of what `run` took, in milliseconds of wall time, over `runs` counted runs after `warmUps` others. */
export async function medianMs(
  run: () => unknown,
  { runs, warmUps }: { runs: number; warmUps: number },
): Promise<number> {
  for (let i = 0; i < warmUps; i += 1) await run();
  const times: number[] = [];
  for (let i = 0; i < runs; i += 1) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  return median(times);
}

/**
 * The medians of several runs that take turns, A B C A B C …, so that a machine that slows down slows all of them.
 * @returns one median per entry, in milliseconds, in the order given
 */
export async function pairedMediansMs(
  entries: readonly (() => unknown)[],
  { runs, warmUps }: { runs: number; warmUps: number },
): Promise<readonly number[]> {
  const times = entries.map((): number[] => []);
  for (let i = -warmUps; i < runs; i += 1) {
    for (const [at, run] of entries.entries()) {
      const start = performance.now();
      await run();
      if (i >= 0) times[at]?.push(performance.now() - start);
    }
  }
  return times.map(median);
}

/** The middle value; of an even count, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)];
  const high = sorted[Math.ceil((sorted.length - 1) / 2)];
  if (low === undefined || high === undefined) throw new RangeError('values: want at least one');
  return (low + high) / 2;
}
