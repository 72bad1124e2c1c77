import type { CommandApdu } from '../command-apdu.ts';

/** GET CHALLENGE of 8 bytes. TR-03110-3 v2.21 §B.11.6 */
export function getChallenge(): CommandApdu {
  return { cla: 0x00, ins: 0x84, p1: 0x00, p2: 0x00, data: new Uint8Array(0), ne: 8 };
}
