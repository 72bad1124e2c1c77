import type { CommandApdu } from '../command-apdu.ts';

/** PSO: Verify Certificate. `certificateContent` is what stands inside 7F21: 7F4E and 5F37. TR-03110-3 v2.21 §B.11.5 */
export function psoVerifyCertificate(certificateContent: Uint8Array): CommandApdu {
  return { cla: 0x00, ins: 0x2a, p1: 0x00, p2: 0xbe, data: certificateContent, ne: 0 };
}
