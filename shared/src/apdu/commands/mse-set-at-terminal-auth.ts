import { concatBytes, encodeUtf8 } from '../../bytes/index.ts';
import { encodeTlv } from '../../tlv/index.ts';
import type { CommandApdu } from '../command-apdu.ts';

/**
 * MSE:Set AT for terminal authentication. `auxiliary` is the whole 67 object; `ephemeral` the compressed key (tag 91),
 * which may be left out after chip-authentication mapping. TR-03110-3 v2.21 §B.11.3
 */
export function mseSetAtTerminalAuth(options: {
  readonly oid: Uint8Array;
  readonly reference: string;
  readonly auxiliary?: Uint8Array;
  readonly ephemeral?: Uint8Array;
}): CommandApdu {
  const { oid, reference, auxiliary, ephemeral } = options;
  const data = concatBytes(
    encodeTlv(0x80, oid),
    encodeTlv(0x83, encodeUtf8(reference)),
    ...(auxiliary === undefined ? [] : [auxiliary]),
    ...(ephemeral === undefined ? [] : [encodeTlv(0x91, ephemeral)]),
  );
  return { cla: 0x00, ins: 0x22, p1: 0x81, p2: 0xa4, data, ne: 0 };
}
