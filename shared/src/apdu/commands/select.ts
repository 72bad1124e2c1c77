import type { CommandApdu } from '../command-apdu.ts';

const INS_SELECT = 0xa4;
/** No response data is asked for, so no Le: some chips fall back to short lengths at one. */
const NO_RESPONSE_DATA = 0x0c;

/** SELECT by application name. ISO/IEC 7816-4 §11.2.2 */
export function selectApplication(aid: Uint8Array): CommandApdu {
  return { cla: 0x00, ins: INS_SELECT, p1: 0x04, p2: NO_RESPONSE_DATA, data: aid, ne: 0 };
}

/** SELECT of the master file. ISO/IEC 7816-4 §11.2.2 */
export function selectMasterFile(): CommandApdu {
  return { cla: 0x00, ins: INS_SELECT, p1: 0x00, p2: NO_RESPONSE_DATA, data: Uint8Array.of(0x3f, 0x00), ne: 0 };
}
