import { encodeTlv } from '../tlv/index.ts';

/** One application template of EF.DIR: 61 {4F aid}. ISO/IEC 7816-4 §12.2.3 (clause unchecked) */
export function encodeDirectory(aid: Uint8Array): Uint8Array {
  return encodeTlv(0x61, encodeTlv(0x4f, aid));
}
