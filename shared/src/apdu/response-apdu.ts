import { DecodeError } from '../errors/index.ts';

/** A response APDU: its data and one 16-bit status word. ISO/IEC 7816-4 §5.1 */
export type ResponseApdu = { readonly data: Uint8Array; readonly sw: number };

export function encodeResponse({ data, sw }: ResponseApdu): Uint8Array {
  const bytes = new Uint8Array(data.length + 2);
  bytes.set(data);
  bytes.set([sw >> 8, sw & 0xff], data.length);
  return bytes;
}

/** The response in `bytes`; its data is a view into them. @throws DecodeError APDU_MALFORMED when shorter than a status word */
export function decodeResponse(bytes: Uint8Array): ResponseApdu {
  const high = bytes.at(-2);
  const low = bytes.at(-1);
  if (high === undefined || low === undefined) throw new DecodeError('APDU_MALFORMED', bytes.length, 'no status word');
  return { data: bytes.subarray(0, -2), sw: (high << 8) | low };
}
