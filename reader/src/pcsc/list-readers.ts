import { CardError } from '@residence-permit/shared/errors';
import type { ListedReader } from './listed-readers.ts';
import { ReaderProcess } from './reader-process-client.ts';

const LIST_MS = 10_000;

/**
 * The readers that the PC/SC service knows, in its order; empty when there are none.
 * @throws CardError READER_ABSENT without the binding, READER_SERVICE_DOWN without the service, READER_FAILED
 */
export async function listReaders(): Promise<readonly ListedReader[]> {
  const process = new ReaderProcess();
  try {
    const limit = { limitMs: LIST_MS, code: 'READER_FAILED', detail: 'the PC/SC service does not answer' } as const;
    const { readers } = await process.ask({ ask: 'list' }, limit);
    if (readers === undefined) throw new CardError('READER_FAILED', { detail: 'no list' });
    return readers;
  } finally {
    await process.close();
  }
}
