import {
  type CardSession,
  type CardTransport,
  type CommandApdu,
  decodeAtrInfo,
  decodeCardAccess,
  decodeChipAuthOffers,
  EF_ATR_INFO,
  EF_CARD_ACCESS,
  NE_EXTENDED_MAX,
  NE_SHORT_MAX,
  readBinary,
  plainSession,
  type ResponseApdu,
  selectMasterFile,
} from '@residence-permit/shared/apdu';
import { equalBytes } from '@residence-permit/shared/bytes';
import { CHIP_AUTH_VERSION, OID_CA_ECDH_AES_128 } from '@residence-permit/shared/chip-auth';
import { CardError, DecodeError } from '@residence-permit/shared/errors';
import { PARAMETER_ID } from '@residence-permit/shared/pace';
import { type CardBuffers, inShortLength, isShort, SHORT_BUFFERS } from './card-buffers.ts';
import { isLengthRefusal } from './length-refusal.ts';

/** What a card says about itself before anybody proved anything; the same bytes on every card of a kind. */
export type CardAccess = {
  readonly offers: ReturnType<typeof decodeCardAccess>;
  /** Chip authentication as this product speaks it: version 2, P-256, AES-128, one key. */
  readonly offersChipAuth: boolean;
  readonly buffers: CardBuffers;
};

const SW_OK = 0x9000;
const SW_WRONG_LENGTH = 0x6700;

/**
 * Reads EF.ATR/INFO and EF.CardAccess in the clear. A card that was just powered up has its master file selected; only
 * if it does not find the first file there is the master file selected by name.
 * The second is asked for in extended length where the card publishes it: should card or reader refuse that, it shows here,
 * before there is a channel that a lost answer would end, and the whole tap goes on in short length.
 * @param channel what follows goes there too: the card in the clear, and the commands that come after these two
 * @throws CardError CARD_NOT_PERMIT when there is no EF.CardAccess, CARD_BUFFER_TOO_SMALL, and those of the transport
 * @throws DecodeError TLV_*, PACE_MALFORMED, APDU_MALFORMED
 */
export async function readCardAccess(
  transport: CardTransport,
  channel: { readonly plain: CardSession; readonly following: readonly CommandApdu[] } = {
    plain: plainSession(transport),
    following: [],
  },
): Promise<CardAccess> {
  const { plain, following } = channel;
  plain.announce?.([readAccess(transport.apduLengths === 'short' ? NE_SHORT_MAX : NE_EXTENDED_MAX), ...following]);
  const published = await readBuffers(plain);
  const wanted = transport.apduLengths === 'short' ? inShortLength(published) : published;
  const probed = isShort(wanted) ? undefined : await probeExtended(plain);
  const access = probed ?? (await plain.transmit(readAccess(NE_SHORT_MAX)));
  if (access.sw !== SW_OK) throw new CardError('CARD_NOT_PERMIT', { sw: access.sw, detail: 'no EF.CardAccess' });
  return {
    offers: decodeCardAccess(access.data),
    offersChipAuth: offersChipAuth(access.data),
    buffers: probed === undefined ? inShortLength(wanted) : wanted,
  };
}

/** A card that publishes nothing, or nothing that can be read, gets short length. */
async function readBuffers(plain: CardSession): Promise<CardBuffers> {
  const read = readBinary({ sfi: EF_ATR_INFO.sfi, offset: 0, ne: NE_SHORT_MAX });
  let information = await plain.transmit(read);
  if (information.sw !== SW_OK) {
    await plain.transmit(selectMasterFile());
    information = await plain.transmit(read);
  }
  return information.sw === SW_OK ? buffersOf(information.data) : SHORT_BUFFERS;
}

/** EF.CardAccess in extended length; undefined when that was refused, by the card or by the reader. */
async function probeExtended(plain: CardSession): Promise<ResponseApdu | undefined> {
  try {
    const response = await plain.transmit(readAccess(NE_EXTENDED_MAX));
    return response.sw === SW_WRONG_LENGTH ? undefined : response;
  } catch (cause) {
    if (isLengthRefusal(cause)) return undefined;
    throw cause;
  }
}

const readAccess = (ne: number): CommandApdu => readBinary({ sfi: EF_CARD_ACCESS.sfi, offset: 0, ne });

function offersChipAuth(bytes: Uint8Array): boolean {
  return decodeChipAuthOffers(bytes).some(
    ({ oid, version, parameterId }) =>
      equalBytes(oid, OID_CA_ECDH_AES_128) && version === CHIP_AUTH_VERSION && parameterId === PARAMETER_ID['P-256'],
  );
}

/**
 * Every exchange of PACE and terminal authentication fits this; the tests of short length run at it.
 * @internal
 */
export const SMALLEST_BUFFER_BYTES = 128;

function buffersOf(bytes: Uint8Array): CardBuffers {
  const buffers = decodePublished(bytes);
  const least = Math.min(buffers.maxCommandBytes, buffers.maxResponseBytes);
  if (least < SMALLEST_BUFFER_BYTES) throw new CardError('CARD_BUFFER_TOO_SMALL', { detail: `${least} bytes` });
  return buffers;
}

/** Nothing is signed here, and a card with a damaged file can still be read in short length. */
function decodePublished(bytes: Uint8Array): CardBuffers {
  try {
    return decodeAtrInfo(bytes);
  } catch (cause) {
    if (cause instanceof DecodeError) return SHORT_BUFFERS;
    throw cause;
  }
}
