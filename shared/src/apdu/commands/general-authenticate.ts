import { type CommandApdu, NE_SHORT_MAX } from '../command-apdu.ts';

const CLA_CHAINED = 0x10;

/**
 * GENERAL AUTHENTICATE: one step of PACE, with its dynamic authentication data (the whole 7C object). All but the last
 * step are chained. TR-03110-3 v2.21 §B.14.2
 */
export function generalAuthenticate(data: Uint8Array, position: 'chained' | 'last'): CommandApdu {
  return { cla: position === 'chained' ? CLA_CHAINED : 0x00, ins: 0x86, p1: 0x00, p2: 0x00, data, ne: NE_SHORT_MAX };
}
