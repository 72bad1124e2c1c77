import { encodeUtf8 } from '../../bytes/index.ts';
import type { CommandApdu } from '../command-apdu.ts';

const INS_RESET_RETRY_COUNTER = 0x2c;
const PIN_REFERENCE = 0x03;

/** RESET RETRY COUNTER with a new PIN of six digits: sets it, and gives all tries back. TR-03110-3 v2.21 §B.10 (clause unchecked) */
export function setPin(digits: string): CommandApdu {
  return { cla: 0x00, ins: INS_RESET_RETRY_COUNTER, p1: 0x02, p2: PIN_REFERENCE, data: encodeUtf8(digits), ne: 0 };
}

/** RESET RETRY COUNTER without data: gives all tries of the PIN back. TR-03110-3 v2.21 §B.10 (clause unchecked) */
export function unblockPin(): CommandApdu {
  return { cla: 0x00, ins: INS_RESET_RETRY_COUNTER, p1: 0x03, p2: PIN_REFERENCE, data: new Uint8Array(0), ne: 0 };
}
