/** Runs that one entry makes before it is the turn of the next. */
const RUNS_A_TURN = 20;

/**
 * The medians of several runs that take turns, A … A B … B C … C A … A, so that a machine that slows down slows all of
 * them. A turn is several runs, because the first one pays for the processor's caches that the entry before it filled.
 * `runs` and `warmUps` are whole turns.
 * @returns one median per entry, in milliseconds, in the order given
 */
export async function pairedMediansMs(
  entries: readonly (() => unknown)[],
  { runs, warmUps }: { runs: number; warmUps: number },
): Promise<readonly number[]> {
  const times = entries.map((): number[] => []);
  for (let done = -warmUps; done < runs; done += RUNS_A_TURN) {
    for (const [at, run] of entries.entries()) {
      for (let i = 0; i < RUNS_A_TURN; i += 1) {
        const start = performance.now();
        await run();
        if (done >= 0) times[at]?.push(performance.now() - start);
      }
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
