import { type CommandApdu, NE_EXTENDED_MAX } from '../command-apdu.ts';

/** PERSO STATUS, 80 F2: length and SHA-256 of every target stored so far. */
export function persoStatus(): CommandApdu {
  return { cla: 0x80, ins: 0xf2, p1: 0x00, p2: 0x00, data: new Uint8Array(0), ne: NE_EXTENDED_MAX };
}
