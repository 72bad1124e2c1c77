import {
  type CardSession,
  type CardTransport,
  decodeAtrInfo,
  decodeCardAccess,
  decodeChipAuthOffers,
  EF_ATR_INFO,
  EF_CARD_ACCESS,
  expectSuccess,
  readBinary,
  type ResponseApdu,
  selectMasterFile,
  transmitCommand,
} from '@residence-permit/shared/apdu';
import { equalBytes } from '@residence-permit/shared/bytes';
import { CHIP_AUTH_VERSION, OID_CA_ECDH_AES_128 } from '@residence-permit/shared/chip-auth';
import { CardError, DecodeError } from '@residence-permit/shared/errors';
import { PARAMETER_ID } from '@residence-permit/shared/pace';
import { type CardBuffers, SHORT_BUFFERS } from './card-buffers.ts';

/** What a card says about itself before anybody proved anything; the same bytes on every card of a kind. */
export type CardAccess = {
  readonly offers: ReturnType<typeof decodeCardAccess>;
  /** Chip authentication as this product speaks it: version 2, P-256, AES-128, one key. */
  readonly offersChipAuth: boolean;
  readonly buffers: CardBuffers;
};

const SW_NOT_FOUND = 0x6a82;
const NE_SHORT = 256;

/**
 * Reads EF.CardAccess and EF.ATR/INFO in the clear. A card that was just powered up has its master file selected; only
 * if it does not find the first file there is the master file selected by name.
 * @throws CardError CARD_NOT_PERMIT when there is no EF.CardAccess, CARD_STATUS, CARD_REMOVED, READER_FAILED
 * @throws DecodeError TLV_*, PACE_MALFORMED, APDU_MALFORMED
 */
export async function readCardAccess(transport: CardTransport): Promise<CardAccess> {
  const plain: CardSession = { transmit: (command) => transmitCommand(transport, command) };
  const read = (sfi: number): Promise<ResponseApdu> => plain.transmit(readBinary({ sfi, offset: 0, ne: NE_SHORT }));
  let access = await read(EF_CARD_ACCESS.sfi);
  if (access.sw !== 0x9000) {
    await plain.transmit(selectMasterFile());
    access = await read(EF_CARD_ACCESS.sfi);
    if (access.sw !== 0x9000) throw new CardError('CARD_NOT_PERMIT', { sw: access.sw, detail: 'no EF.CardAccess' });
  }
  const information = await read(EF_ATR_INFO.sfi);
  const published = information.sw !== SW_NOT_FOUND;
  if (published) expectSuccess(information, 'READ BINARY of EF.ATR/INFO');
  return {
    offers: decodeCardAccess(access.data),
    offersChipAuth: offersChipAuth(access.data),
    buffers: published ? buffersOf(information.data) : SHORT_BUFFERS,
  };
}

function offersChipAuth(bytes: Uint8Array): boolean {
  return decodeChipAuthOffers(bytes).some(
    ({ oid, version, parameterId }) =>
      equalBytes(oid, OID_CA_ECDH_AES_128) && version === CHIP_AUTH_VERSION && parameterId === PARAMETER_ID['P-256'],
  );
}

/** A card that publishes less than a short APDU publishes nonsense. */
function buffersOf(bytes: Uint8Array): CardBuffers {
  const buffers = decodeAtrInfo(bytes);
  const tooSmall =
    buffers.maxCommandBytes < SHORT_BUFFERS.maxCommandBytes ||
    buffers.maxResponseBytes < SHORT_BUFFERS.maxResponseBytes;
  if (tooSmall) throw new DecodeError('APDU_MALFORMED', 0, 'EF.ATR/INFO: buffers smaller than a short APDU');
  return buffers;
}
