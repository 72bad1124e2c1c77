import { loadBinding } from './binding.ts';
import { ReaderWatch } from './reader-watch.ts';

/** A reader of this machine; `atr` is there while a card is in it that answers. */
export type ListedReader = {
  readonly name: string;
  readonly card: 'ready' | 'mute' | 'absent';
  readonly atr?: Uint8Array;
};

/**
 * The readers that the PC/SC service knows, in its order; empty when there are none.
 * @throws CardError READER_ABSENT without binding or service, READER_FAILED when the service fails
 */
export async function listReaders(): Promise<readonly ListedReader[]> {
  const watch = new ReaderWatch(await loadBinding());
  try {
    await watch.settle();
    if (watch.failure !== undefined) throw watch.failure;
    return watch.readers().map(({ native: { name }, state, atr }) => {
      if (state?.ready === true) return { name, card: 'ready', atr };
      return { name, card: state?.mute === true ? 'mute' : 'absent' };
    });
  } finally {
    await watch.close();
  }
}
