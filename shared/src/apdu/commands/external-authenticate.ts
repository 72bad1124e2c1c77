import type { CommandApdu } from '../command-apdu.ts';

/** EXTERNAL AUTHENTICATE with the terminal's plain signature r ‖ s. TR-03110-3 v2.21 §B.11.7 */
export function externalAuthenticate(signature: Uint8Array): CommandApdu {
  return { cla: 0x00, ins: 0x82, p1: 0x00, p2: 0x00, data: signature, ne: 0 };
}
