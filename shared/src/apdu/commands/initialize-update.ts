import { type CommandApdu, NE_SHORT_MAX } from '../command-apdu.ts';

/** INITIALIZE UPDATE with the 8-byte host challenge. GPC_SPE_014 §7.1.1 */
export function initializeUpdate({
  keyVersion,
  hostChallenge,
}: {
  readonly keyVersion: number;
  readonly hostChallenge: Uint8Array;
}): CommandApdu {
  return { cla: 0x80, ins: 0x50, p1: keyVersion, p2: 0x00, data: hostChallenge, ne: NE_SHORT_MAX };
}
