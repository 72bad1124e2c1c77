import { type CardSession, expectSuccess, generateKey, getKey, SW_OK } from '@residence-permit/shared/apdu';
import { equalBytes } from '@residence-permit/shared/bytes';
import { DecodeError } from '@residence-permit/shared/errors';
import { decodeTlv, decodeTlvSequence, getTlv } from '@residence-permit/shared/tlv';

/** Public points of the two keys that the chip made, uncompressed, 65 bytes each. */
export type ChipKeys = { readonly deviceKey: Uint8Array; readonly receiptKey: Uint8Array };

/** Template of a public key and the point in it. TR-03110-3 §D.3.3. */
const DO_PUBLIC_KEY = 0x7f49;
const DO_POINT = 0x86;
const POINT_LENGTH = 65;

/**
 * Lets the chip make both of its keys, or reads those that it made before: GENERATE KEY works once, GET KEY always.
 * @throws CardError CARD_STATUS
 * @throws DecodeError TLV_*, COSE_KEY_BAD
 */
export async function makeChipKeys(channel: CardSession): Promise<ChipKeys> {
  channel.announce?.([getKey('receipt')]);
  const known = await channel.transmit(getKey('device'));
  // The device key is made first, so that a chip without it has none.
  if (known.sw !== SW_OK) channel.announce?.([generateKey('receipt')]);
  const deviceKey = known.sw === SW_OK ? known.data : await generate(channel, 'device');
  const receiptKey = known.sw === SW_OK ? await makeKey(channel, 'receipt') : await generate(channel, 'receipt');
  return { deviceKey: decodePoint(deviceKey), receiptKey: decodePoint(receiptKey) };
}

/** Whether the chip holds this device key; asked of a chip that was begun, so that one that bears its number gets nothing. */
export async function holdsKey(channel: CardSession, deviceKey: Uint8Array): Promise<boolean> {
  const { sw, data } = await channel.transmit(getKey('device'));
  return sw === SW_OK && equalBytes(decodePoint(data), deviceKey);
}

async function makeKey(channel: CardSession, key: 'device' | 'receipt'): Promise<Uint8Array> {
  const known = await channel.transmit(getKey(key));
  return known.sw === SW_OK ? known.data : generate(channel, key);
}

async function generate(channel: CardSession, key: 'device' | 'receipt'): Promise<Uint8Array> {
  return expectSuccess(await channel.transmit(generateKey(key)), 'GENERATE KEY');
}

/** That the point lies on its curve is checked where it is encoded for signing. */
function decodePoint(data: Uint8Array): Uint8Array {
  const template = decodeTlv(data);
  const point = getTlv(decodeTlvSequence(template.value), DO_POINT).value;
  if (template.tag !== DO_PUBLIC_KEY || point.length !== POINT_LENGTH)
    throw new DecodeError('COSE_KEY_BAD', 0, 'chip key');
  return point.slice();
}
