import { type CardSession, expectSuccess, writeRecord as writeRecordCommand } from '@residence-permit/shared/apdu';
import { encodeWriteRecordData, type WriteRecordData } from '@residence-permit/shared/records';

/**
 * Writes an endorsement or the grants of one grantor in place of what stood there. Happens as a whole or not at all.
 * @throws CardError CARD_STATUS: 6982 no right to write, 6985 older than what is there, a jump of more than 16 versions
 *   or written before in this session, 6A80 bound to another card or permit; CARD_BUFFER_TOO_SMALL
 */
export async function writeRecord(session: CardSession, record: WriteRecordData): Promise<void> {
  const response = await session.transmit(writeRecordCommand(encodeWriteRecordData(record)));
  expectSuccess(response, `WRITE RECORD of DG${record.dataGroup}`);
}
