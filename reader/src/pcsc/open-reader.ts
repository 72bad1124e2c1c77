import { loadBinding } from './binding.ts';
import type { ShareMode } from './pcsc-card.ts';
import { type PcscReader, startReader } from './pcsc-reader.ts';

export type OpenReader = {
  /** Part of the reader's name, any case. Left out: whichever reader has a card. */
  readonly name?: string;
  /** Default `exclusive`: no other program can disturb the tap. */
  readonly share?: ShareMode;
};

/**
 * Opens a PC/SC reader. Close it when done: until then the process does not exit. Not for worker threads, where the
 * native binding aborts the process, and not in the process that serves a simulated card through a virtual reader.
 * @throws CardError READER_ABSENT: no binding, no PC/SC service or no such reader; the detail says which
 */
export async function openReader(request: OpenReader = {}): Promise<PcscReader> {
  return startReader({ binding: await loadBinding(), name: request.name, share: request.share ?? 'exclusive' });
}
