import type { CommandApdu } from '../command-apdu.ts';

/** WRITE RECORD, 00 D2 00 00: `data` is as card profile 1 §3 defines it. Departs from ISO/IEC 7816-4: the data names its target. */
export function writeRecord(data: Uint8Array): CommandApdu {
  return { cla: 0x00, ins: 0xd2, p1: 0x00, p2: 0x00, data, ne: 0 };
}
