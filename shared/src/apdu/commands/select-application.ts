import type { CommandApdu } from '../command-apdu.ts';

/** No response data is asked for, so no Le: some chips fall back to short lengths at one. ISO/IEC 7816-4 §11.2.2 */
const NO_RESPONSE_DATA = 0x0c;

/** SELECT by application name. ISO/IEC 7816-4 §11.2.2 */
export function selectApplication(aid: Uint8Array): CommandApdu {
  return { cla: 0x00, ins: 0xa4, p1: 0x04, p2: NO_RESPONSE_DATA, data: aid, ne: 0 };
}
