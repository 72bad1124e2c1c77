import type { CommandApdu } from '../command-apdu.ts';

/** EXTERNAL AUTHENTICATE of SCP03, before its C-MAC is added. GPC_SPE_014 §7.1.2 */
export function scpExternalAuthenticate({
  level,
  hostCryptogram,
}: {
  readonly level: number;
  readonly hostCryptogram: Uint8Array;
}): CommandApdu {
  return { cla: 0x80, ins: 0x82, p1: level, p2: 0x00, data: hostCryptogram, ne: 0 };
}
