import { concatBytes } from '../bytes/index.ts';
import { DecodeError } from '../errors/index.ts';
import { decodeTlv, decodeTlvSequence, encodeTlv, type Tlv } from '../tlv/index.ts';
import { CHIP_AUTH_NONCE_BYTES } from './chip-auth-keys.ts';

/** What the chip answers: r_PICC and T_PICC, 8 bytes each. */
export type ChipAuthResponse = { readonly nonce: Uint8Array; readonly token: Uint8Array };

const DO_DYNAMIC_AUTHENTICATION = 0x7c;
/** TR-03110-3 v2.21 §B.11.2: the terminal's ephemeral key; the chip's nonce and token. */
const DO = { terminalKey: 0x80, nonce: 0x81, token: 0x82 } as const;
const POINT_BYTES = 65;
const TOKEN_BYTES = 8;

/** `point` is the terminal's ephemeral key, uncompressed, 65 bytes. */
export function encodeChipAuthCommand(point: Uint8Array): Uint8Array {
  return encodeTlv(DO_DYNAMIC_AUTHENTICATION, encodeTlv(DO.terminalKey, point));
}

/** The terminal's ephemeral key; that it lies on the curve is not checked yet. @throws DecodeError TLV_*, CHIP_AUTH_MALFORMED */
export function decodeChipAuthCommand(bytes: Uint8Array): Uint8Array {
  return valuesOf(bytes, [{ tag: DO.terminalKey, length: POINT_BYTES }])[0] ?? malformed('no key');
}

export function encodeChipAuthResponse({ nonce, token }: ChipAuthResponse): Uint8Array {
  return encodeTlv(DO_DYNAMIC_AUTHENTICATION, concatBytes(encodeTlv(DO.nonce, nonce), encodeTlv(DO.token, token)));
}

/** @throws DecodeError TLV_*, CHIP_AUTH_MALFORMED */
export function decodeChipAuthResponse(bytes: Uint8Array): ChipAuthResponse {
  const [nonce, token] = valuesOf(bytes, [
    { tag: DO.nonce, length: CHIP_AUTH_NONCE_BYTES },
    { tag: DO.token, length: TOKEN_BYTES },
  ]);
  return nonce === undefined || token === undefined ? malformed('objects') : { nonce, token };
}

/** Exactly these objects, in this order, each of its length. */
function valuesOf(
  bytes: Uint8Array,
  wanted: readonly { readonly tag: number; readonly length: number }[],
): readonly Uint8Array[] {
  const { tag, value } = decodeTlv(bytes);
  const objects: readonly Tlv[] = tag === DO_DYNAMIC_AUTHENTICATION ? decodeTlvSequence(value) : malformed('want 7C');
  if (objects.length !== wanted.length) malformed(`${objects.length} objects`);
  return wanted.map((want, at) => {
    const object = objects[at];
    if (object?.tag !== want.tag || object.value.length !== want.length)
      return malformed(`want ${want.tag.toString(16)}`);
    return object.value.slice();
  });
}

function malformed(detail: string): never {
  throw new DecodeError('CHIP_AUTH_MALFORMED', 0, detail);
}
