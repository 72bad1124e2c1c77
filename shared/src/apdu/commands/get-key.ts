import { type CommandApdu, NE_SHORT_MAX } from '../command-apdu.ts';
import { CHIP_KEY } from './chip-key.ts';

/** The public half of a chip key, at any time. ISO/IEC 7816-8 */
export function getKey(key: keyof typeof CHIP_KEY): CommandApdu {
  return { cla: 0x00, ins: 0x46, p1: 0x81, p2: CHIP_KEY[key], data: new Uint8Array(0), ne: NE_SHORT_MAX };
}
