import { listReaders } from '@residence-permit/reader/pcsc';
import type { Demonstration } from '@residence-permit/issuer/use-cases/ports';
import { type DemoCounter, startCounter } from './start-counter.ts';
import { type Pile, startPile } from './start-pile.ts';

/** The reader of the counter, and the agent that relays it. */
export type DemoReader = {
  readonly kind: Demonstration['reader'];
  /** Lays the card of an image on it, or takes the one away that lies there; of a real reader nothing can be said. */
  readonly lay: ((image: string | undefined) => Promise<void>) | undefined;
  stop(): Promise<void>;
};

type Start = Omit<Parameters<typeof startCounter>[0], 'readers' | 'socket'> & {
  /** Which reader; else a real one that is plugged in, a virtual one where it can be had, one in the agent's process. */
  readonly wanted: DemoReader['kind'] | undefined;
};

/** Starts the reader of the demonstration's counter. @throws PermitError AGENT_REFUSED; CardError READER_ABSENT */
export async function startReader({ wanted, ...start }: Start): Promise<DemoReader> {
  const kind = wanted ?? ((await isPluggedIn()) ? 'real' : 'virtual');
  if (kind === 'real') {
    const { stop } = await startCounter({ ...start, readers: 'pcsc' });
    return { kind, lay: undefined, stop };
  }
  const pile = kind === 'virtual' ? await startPile() : undefined;
  if (pile !== undefined) return onPile(pile, () => startCounter({ ...start, readers: 'pcsc', socket: pile.socket }));
  const { lay, stop } = await startCounter({ ...start, readers: 'in-process' });
  return { kind: 'in-process', lay, stop };
}

async function onPile(pile: Pile, start: () => Promise<DemoCounter>): Promise<DemoReader> {
  const counter = await start().catch(async (cause: unknown) => {
    await pile.stop();
    throw cause;
  });
  return {
    kind: 'virtual',
    lay: (image) => pile.lay(image),
    stop: async () => {
      await counter.stop();
      await pile.stop();
    },
  };
}

/** Whether the PC/SC service of this machine, where there is one, knows a reader. */
async function isPluggedIn(): Promise<boolean> {
  const readers = await listReaders().catch(() => []);
  return readers.length > 0;
}
