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

/** PUT KEY: replaces the key set `oldVersion`. `data` is new version ‖ three key blocks. GPC_SPE_034 §11.8 (clause unchecked) */
export function putKey({ oldVersion, data }: { readonly oldVersion: number; readonly data: Uint8Array }): CommandApdu {
  return { cla: 0x80, ins: 0xd8, p1: oldVersion, p2: 0x81, data, ne: NE_SHORT_MAX };
}
