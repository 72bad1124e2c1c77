import { type CommandApdu, NE_SHORT_MAX } from '../command-apdu.ts';

/** PUT KEY: replaces the key set `oldVersion`. `data` is new version ‖ three key blocks. GPC_SPE_034 §11.8 (clause unchecked) */
export function putKey({ oldVersion, data }: { readonly oldVersion: number; readonly data: Uint8Array }): CommandApdu {
  return { cla: 0x80, ins: 0xd8, p1: oldVersion, p2: 0x81, data, ne: NE_SHORT_MAX };
}
