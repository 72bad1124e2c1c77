import type { CommandApdu } from '../command-apdu.ts';

/** ISO/IEC 7816-4 §11.2.2: no response data, so no Le. */
const NO_RESPONSE_DATA = 0x0c;

/** SELECT of the master file. ISO/IEC 7816-4 §11.2.2 */
export function selectMasterFile(): CommandApdu {
  return { cla: 0x00, ins: 0xa4, p1: 0x00, p2: NO_RESPONSE_DATA, data: Uint8Array.of(0x3f, 0x00), ne: 0 };
}
