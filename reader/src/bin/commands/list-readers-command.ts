import { toHex } from '@residence-permit/shared/bytes';
import { CardError } from '@residence-permit/shared/errors';
import { type ListedReader, listReaders } from '../../pcsc/index.ts';
import { type CommandOutput, padCells, writeResult } from '../command-output.ts';
import { EXIT } from '../exit-status.ts';

const CARD_WORDS = {
  ready: { zh: '有卡', en: 'card present' },
  mute: { zh: '有卡但无应答', en: 'card does not answer' },
  absent: { zh: '无卡', en: 'no card' },
} as const satisfies Record<ListedReader['card'], object>;

/** `permit-reader readers`. @throws CardError READER_ABSENT also when there is no reader at all */
export async function listReadersCommand(output: CommandOutput): Promise<number> {
  const readers = await listReaders();
  if (readers.length === 0) throw new CardError('READER_ABSENT', { detail: 'no reader is connected' });
  const width = Math.max(...readers.map(({ name }) => name.length)) + 2;
  writeResult(
    output,
    { readers: readers.map(({ atr, ...reader }) => (atr === undefined ? reader : { ...reader, atr: toHex(atr) })) },
    readers.map(({ name, card, atr }) =>
      [padCells(name, width), padCells(CARD_WORDS[card][output.language], 22), atr === undefined ? '' : toHex(atr)]
        .join('')
        .trimEnd(),
    ),
  );
  return EXIT.ACCEPTED;
}
