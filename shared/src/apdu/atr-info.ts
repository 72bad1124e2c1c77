import { concatBytes, readUint } from '../bytes/index.ts';
import { DecodeError } from '../errors/index.ts';
import { decodeTlvSequence, encodeTlv, getTlv } from '../tlv/index.ts';

/** The longest command and response APDU that the card can handle, in bytes, header and status word included. */
export type AtrInfo = { readonly maxCommandBytes: number; readonly maxResponseBytes: number };

/** Extended length information: two INTEGERs. ISO/IEC 7816-4 §12.7.1 (clause unchecked), TR-03105-5.1 LDS_K */
const DO_EXTENDED_LENGTH = 0x7f66;
const DO_INTEGER = 0x02;

export function encodeAtrInfo({ maxCommandBytes, maxResponseBytes }: AtrInfo): Uint8Array {
  const integers = [maxCommandBytes, maxResponseBytes].map((size) => encodeTlv(DO_INTEGER, derInteger(size)));
  return encodeTlv(DO_EXTENDED_LENGTH, concatBytes(...integers));
}

/** Other data objects of EF.ATR/INFO are passed over. @throws DecodeError TLV_*, APDU_MALFORMED */
export function decodeAtrInfo(bytes: Uint8Array): AtrInfo {
  const sizes = decodeTlvSequence(getTlv(decodeTlvSequence(bytes), DO_EXTENDED_LENGTH).value);
  const [command, response] = sizes;
  if (sizes.length !== 2 || command?.tag !== DO_INTEGER || response?.tag !== DO_INTEGER) {
    throw new DecodeError('APDU_MALFORMED', 0, 'EF.ATR/INFO: want two sizes');
  }
  return { maxCommandBytes: sizeOf(command.value), maxResponseBytes: sizeOf(response.value) };
}

function derInteger(size: number): Uint8Array {
  if (!Number.isInteger(size) || size < 1 || size > 0xffff) throw new RangeError(`size: want 1 to 65535, got ${size}`);
  return size > 0x7fff ? Uint8Array.of(0, size >> 8, size & 0xff) : Uint8Array.of(size >> 8, size & 0xff);
}

/** Cards pad small sizes with a zero byte as 0780h shows, so more than the shortest form is taken. */
function sizeOf(value: Uint8Array): number {
  if (value.length === 0 || value.length > 4) throw new DecodeError('APDU_MALFORMED', 0, 'EF.ATR/INFO: size');
  return readUint(value);
}
