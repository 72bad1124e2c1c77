/** Work that goes on after its request was answered. */
export type BackgroundWork = {
  /** Counts it in until it is done. What became of it is told elsewhere. */
  add(work: Promise<unknown>): void;
  /** Waits until all of it is done, up to `deadlineMs`; what is not done by then is left. Answers how much that is. */
  settle(deadlineMs: number): Promise<number>;
};

/** Keeps count of the work in the background of a process, so that a stop can wait for it. */
export function makeBackgroundWork(): BackgroundWork {
  const underWay = new Set<Promise<unknown>>();
  return {
    add(work) {
      const done = work
        .then(
          () => undefined,
          () => undefined,
        )
        .finally(() => underWay.delete(done));
      underWay.add(done);
    },
    async settle(deadlineMs) {
      const allDone = async () => {
        while (underWay.size > 0) await Promise.all(underWay);
      };
      let timer: NodeJS.Timeout | undefined;
      const deadline = new Promise<void>((resolve) => (timer = setTimeout(resolve, deadlineMs)));
      await Promise.race([allDone(), deadline]);
      clearTimeout(timer);
      return underWay.size;
    },
  };
}
