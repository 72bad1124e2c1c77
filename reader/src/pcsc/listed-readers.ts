import type { PcscBinding } from './binding.ts';
import { ReaderWatch } from './reader-watch.ts';

/** A reader of this machine; `atr` is there while a card is in it that answers. */
export type ListedReader = {
  readonly name: string;
  readonly card: 'ready' | 'mute' | 'absent';
  readonly atr?: Uint8Array;
};

/** The readers that the PC/SC service knows, in its order. @throws CardError READER_SERVICE_DOWN, READER_FAILED */
export async function listedReaders(binding: PcscBinding): Promise<readonly ListedReader[]> {
  const watch = new ReaderWatch(binding);
  try {
    await watch.settle();
    if (watch.failure !== undefined) throw watch.failure;
    return watch.readers().flatMap(({ native: { name }, state, atr }): readonly ListedReader[] => {
      if (state?.unplugged === true) return [];
      return state?.ready === true
        ? [{ name, card: 'ready', atr }]
        : [{ name, card: state?.mute === true ? 'mute' : 'absent' }];
    });
  } finally {
    await watch.close();
  }
}
