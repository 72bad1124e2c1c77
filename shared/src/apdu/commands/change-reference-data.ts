import { encodeUtf8 } from '../../bytes/index.ts';
import type { CommandApdu } from '../command-apdu.ts';

/**
 * CHANGE REFERENCE DATA, 00 24 01 03, with the new PIN of six digits alone: the holder's own change, in a session that the
 * old PIN opened. ISO/IEC 7816-4 §11.5.7
 */
export function changePin(digits: string): CommandApdu {
  return { cla: 0x00, ins: 0x24, p1: 0x01, p2: 0x03, data: encodeUtf8(digits), ne: 0 };
}
