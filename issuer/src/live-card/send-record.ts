import { dataGroupSfi } from '@residence-permit/shared/apdu';
import { equalBytes } from '@residence-permit/shared/bytes';
import { CardError } from '@residence-permit/shared/errors';
import { decodeEndorsementFile, decodeSlots, type WriteRecordData } from '@residence-permit/shared/records';
import type { CardStep, WriteSession } from './write-session.ts';

export const DG_ENDORSEMENT = 17;

/**
 * Writes one record and reads it back: what the card now holds must be the signed bytes, byte for byte.
 * @throws CardError CARD_STATUS when the chip refuses; READ_BACK_FAILED when it holds something else afterwards
 */
export async function sendRecord(session: WriteSession, data: WriteRecordData): Promise<void> {
  session.announce(stepsToSend(data));
  await session.writeRecord(data);
  const held = await readSignedBytes(session, data.dataGroup, data.grantor);
  if (held === undefined || !equalBytes(held, data.signedBytes)) {
    throw new CardError('READ_BACK_FAILED', { detail: `DG${data.dataGroup}` });
  }
}

/** The steps of `sendRecord`, for announcing them together with others. */
export function stepsToSend(data: WriteRecordData): readonly CardStep[] {
  return [
    { kind: 'write', data },
    { kind: 'read', sfi: dataGroupSfi(data.dataGroup) },
  ];
}

/** The version that the card holds of each grantor's record in a data group of entitlements. */
export async function readVersions(session: WriteSession, dataGroup: number): Promise<ReadonlyMap<string, number>> {
  const slots = decodeSlots(await session.readFile(dataGroupSfi(dataGroup)));
  return new Map(slots.map(({ grantor, version }) => [grantor, version]));
}

async function readSignedBytes(
  session: WriteSession,
  dataGroup: number,
  grantor: string,
): Promise<Uint8Array | undefined> {
  const fileBytes = await session.readFile(dataGroupSfi(dataGroup));
  if (dataGroup === DG_ENDORSEMENT) return decodeEndorsementFile(fileBytes)?.signedBytes;
  return decodeSlots(fileBytes).find((slot) => slot.grantor === grantor)?.signedBytes;
}
