import { encodeTlv } from '../../tlv/index.ts';
import type { CommandApdu } from '../command-apdu.ts';

/**
 * MSE:Set AT for chip authentication, 00 22 41 A4. No Le. The chip of this profile has one key, so none is named (tag 84).
 * TR-03110-3 v2.21 §B.11.1
 */
export function mseSetAtChipAuth(oid: Uint8Array): CommandApdu {
  return { cla: 0x00, ins: 0x22, p1: 0x41, p2: 0xa4, data: encodeTlv(0x80, oid), ne: 0 };
}
