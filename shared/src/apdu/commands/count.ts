import { type CommandApdu, NE_SHORT_MAX } from '../command-apdu.ts';

/** COUNT, 80 C2 00 00: counts a use and answers a receipt. Card profile 1 §3. */
export function count(data: Uint8Array): CommandApdu {
  return { cla: 0x80, ins: 0xc2, p1: 0x00, p2: 0x00, data, ne: NE_SHORT_MAX };
}
