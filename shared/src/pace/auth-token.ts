import { cmac } from '@noble/ciphers/aes.js';
import { concatBytes } from '../bytes/index.ts';
import { encodeTlv } from '../tlv/index.ts';

const TOKEN_BYTES = 8;

/**
 * Authentication token: AES-CMAC under KSmac over 7F49 {06 protocol, 86 the ephemeral key received}, cut to 8 bytes.
 * ICAO Doc 9303-11 §4.4.3.4; TR-03110-3 v2.21 §A.2.4
 */
export function authToken(macKey: Uint8Array, oid: Uint8Array, peerPoint: Uint8Array): Uint8Array {
  const publicKey = encodeTlv(0x7f49, concatBytes(encodeTlv(0x06, oid), encodeTlv(0x86, peerPoint)));
  return cmac(publicKey, macKey).slice(0, TOKEN_BYTES);
}
