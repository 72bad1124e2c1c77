import { listReaders } from '@residence-permit/reader/pcsc';
import type { Demonstration } from '@residence-permit/issuer/use-cases/ports';
import { CardError } from '@residence-permit/shared/errors';
import { DESK_READER } from './desk-reader.ts';
import { type DemoCounter, startCounter } from './start-counter.ts';
import { type Pile, startPile } from './start-pile.ts';

/** The reader of the counter, and the agent that relays it. */
export type DemoReader = {
  readonly kind: Demonstration['reader'];
  /** As the agent tells it. */
  readonly name: string;
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
  const plugged = wanted === undefined || wanted === 'real' ? await findPlugged() : undefined;
  const kind = wanted ?? (plugged === undefined ? 'virtual' : 'real');
  if (kind === 'real') {
    if (plugged === undefined) throw new CardError('READER_ABSENT', { detail: 'no reader is plugged in' });
    const { stop } = await startCounter({ ...start, readers: 'pcsc' });
    return { kind, name: plugged, lay: undefined, stop };
  }
  const pile = kind === 'virtual' ? await startPile() : undefined;
  if (pile !== undefined) return onPile(pile, () => startCounter({ ...start, readers: 'pcsc', socket: pile.socket }));
  const { lay, stop } = await startCounter({ ...start, readers: 'in-process' });
  return { kind: 'in-process', name: DESK_READER, lay, stop };
}

async function onPile(pile: Pile, start: () => Promise<DemoCounter>): Promise<DemoReader> {
  const counter = await start().catch(async (cause: unknown) => {
    await pile.stop();
    throw cause;
  });
  return {
    kind: 'virtual',
    name: pile.reader,
    lay: (image) => pile.lay(image),
    stop: async () => {
      await counter.stop();
      await pile.stop();
    },
  };
}

/** The first reader that the PC/SC service of this machine knows, where there is one. */
async function findPlugged(): Promise<string | undefined> {
  const [first] = await listReaders().catch(() => []);
  return first?.name;
}
