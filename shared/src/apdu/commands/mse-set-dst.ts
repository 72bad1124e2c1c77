import { encodeUtf8 } from '../../bytes/index.ts';
import { encodeTlv } from '../../tlv/index.ts';
import type { CommandApdu } from '../command-apdu.ts';

/** MSE:Set DST: names the key that verifies the next certificate. TR-03110-3 v2.21 §B.11.4 */
export function mseSetDst(reference: string): CommandApdu {
  const data = encodeTlv(0x83, encodeUtf8(reference));
  return { cla: 0x00, ins: 0x22, p1: 0x81, p2: 0xb6, data, ne: 0 };
}
