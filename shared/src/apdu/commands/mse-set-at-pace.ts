import { concatBytes } from '../../bytes/index.ts';
import { encodeTlv } from '../../tlv/index.ts';
import type { CommandApdu } from '../command-apdu.ts';

/** Password references. TR-03110-3 v2.21 §B.11.1 */
export const PASSWORD_REFERENCE = { mrz: 0x01, can: 0x02, pin: 0x03, puk: 0x04 } as const;

/**
 * MSE:Set AT for PACE, 00 22 C1 A4. No Le. TR-03110-3 v2.21 §B.11.1
 * `template` is the whole 7F4C object of the rights asked for.
 */
export function mseSetAtPace(options: {
  readonly oid: Uint8Array;
  readonly password: keyof typeof PASSWORD_REFERENCE;
  readonly parameterId?: number;
  readonly template?: Uint8Array;
}): CommandApdu {
  const { oid, password, parameterId, template } = options;
  const data = concatBytes(
    encodeTlv(0x80, oid),
    encodeTlv(0x83, Uint8Array.of(PASSWORD_REFERENCE[password])),
    ...(parameterId === undefined ? [] : [encodeTlv(0x84, Uint8Array.of(parameterId))]),
    ...(template === undefined ? [] : [template]),
  );
  return { cla: 0x00, ins: 0x22, p1: 0xc1, p2: 0xa4, data, ne: 0 };
}
