import {
  type CardSession,
  type CommandApdu,
  expectSuccess,
  NE_EXTENDED_MAX,
  NE_SHORT_MAX,
  readBinary,
  readBinaryAt,
} from '@residence-permit/shared/apdu';
import { concatBytes } from '@residence-permit/shared/bytes';
import { CardError } from '@residence-permit/shared/errors';
import { type CardBuffers, isShort, readCapacity, SHORT_CAPACITY } from './card-buffers.ts';

/** A session that knows how much the card can send at once. */
export type ReadingSession = CardSession & { readonly buffers: CardBuffers };

const SW_END_OF_FILE = 0x6282;
const SW_OFFSET_OUTSIDE = 0x6b00;
/** READ BINARY on the current file has 15 bits for the offset. ISO/IEC 7816-4 §11.3.3 */
const MAX_OFFSET = 0x7fff;

/**
 * Data groups that fit a short response: one salted item whose value is a date, a code, an identifier, or a name, of which
 * only a very long one takes a second command (docs/record-format.md). They are asked for by a short command, which is four
 * bytes less on the air.
 */
const SMALL_GROUPS: ReadonlySet<number> = new Set([2, 3, 4, 5, 6, 14]);

/**
 * Reads a whole elementary file by its short id: in one APDU when the published buffers allow, else in pieces of what
 * they allow. The bytes are exactly those of the card; an empty file gives none. A file ends where the card says so or
 * sends less than it was asked for, so a card cannot keep this going past 32 kB and one piece.
 * @throws CardError CARD_STATUS with `sw` 6982 (not released to this session), 6A82 (no such file) or another;
 *   CARD_BUFFER_TOO_SMALL when the buffers hold no data at all
 */
export async function readFile(session: ReadingSession, sfi: number): Promise<Uint8Array> {
  const { ne, fullBytes } = askFor(session, sfi);
  if (fullBytes === 0)
    throw new CardError('CARD_BUFFER_TOO_SMALL', { detail: `${session.buffers.maxResponseBytes} bytes` });
  const pieces: Uint8Array[] = [];
  for (let offset = 0; offset <= MAX_OFFSET; ) {
    const command = offset === 0 ? readBinary({ sfi, offset: 0, ne }) : readBinaryAt({ offset, ne });
    const response = await session.transmit(command);
    if (offset > 0 && response.sw === SW_OFFSET_OUTSIDE) break;
    if (response.sw !== SW_END_OF_FILE) expectSuccess(response, `READ BINARY of file ${sfi.toString(16)}h`);
    pieces.push(response.data);
    offset += response.data.length;
    if (response.sw === SW_END_OF_FILE || response.data.length < fullBytes) break;
  }
  return concatBytes(...pieces);
}

/**
 * The commands by which `readFile` would read a file of at most `maxBytes`, for announcing them. Where the file is shorter,
 * the card ends the list behind its last piece.
 */
export function fileReads(
  session: Pick<ReadingSession, 'buffers' | 'announce'>,
  { sfi, maxBytes = 0 }: { readonly sfi: number; readonly maxBytes?: number },
): readonly CommandApdu[] {
  const { ne, fullBytes } = askFor(session, sfi);
  const further = fullBytes === 0 ? 0 : Math.max(0, Math.ceil(maxBytes / fullBytes) - 1);
  const pieces = Array.from({ length: further }, (_, at) => readBinaryAt({ offset: (at + 1) * fullBytes, ne }));
  return [readBinary({ sfi, offset: 0, ne }), ...pieces];
}

/**
 * How much of a file is asked for at once, and with how many bytes an answer is a full piece. One by one the number is named,
 * so that the card says where the file ends; in a list that warning would be the end, so whatever fits is asked for.
 */
function askFor(
  { buffers, announce }: Pick<ReadingSession, 'buffers' | 'announce'>,
  sfi: number,
): { readonly ne: number; readonly fullBytes: number } {
  const capacity = readCapacity(buffers);
  const fullBytes = SMALL_GROUPS.has(sfi) ? Math.min(capacity, SHORT_CAPACITY) : capacity;
  if (announce === undefined) return { ne: fullBytes, fullBytes };
  return { ne: SMALL_GROUPS.has(sfi) || isShort(buffers) ? NE_SHORT_MAX : NE_EXTENDED_MAX, fullBytes };
}
