import { concatBytes, encodeUtf8 } from '../../bytes/index.ts';
import { encodeTlv } from '../../tlv/index.ts';
import type { CommandApdu } from '../command-apdu.ts';

const INS_MANAGE_SECURITY_ENVIRONMENT = 0x22;
const DO_REFERENCE = 0x83;

/** MSE:Set DST: names the key that verifies the next certificate. TR-03110-3 v2.21 §B.11.4 */
export function mseSetDst(reference: string): CommandApdu {
  const data = encodeTlv(DO_REFERENCE, encodeUtf8(reference));
  return { cla: 0x00, ins: INS_MANAGE_SECURITY_ENVIRONMENT, p1: 0x81, p2: 0xb6, data, ne: 0 };
}

/** PSO: Verify Certificate. `certificateContent` is what stands inside 7F21: 7F4E and 5F37. TR-03110-3 v2.21 §B.11.5 */
export function psoVerifyCertificate(certificateContent: Uint8Array): CommandApdu {
  return { cla: 0x00, ins: 0x2a, p1: 0x00, p2: 0xbe, data: certificateContent, ne: 0 };
}

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
    encodeTlv(DO_REFERENCE, encodeUtf8(reference)),
    ...(auxiliary === undefined ? [] : [auxiliary]),
    ...(ephemeral === undefined ? [] : [encodeTlv(0x91, ephemeral)]),
  );
  return { cla: 0x00, ins: INS_MANAGE_SECURITY_ENVIRONMENT, p1: 0x81, p2: 0xa4, data, ne: 0 };
}

/** GET CHALLENGE of 8 bytes. TR-03110-3 v2.21 §B.11.6 */
export function getChallenge(): CommandApdu {
  return { cla: 0x00, ins: 0x84, p1: 0x00, p2: 0x00, data: new Uint8Array(0), ne: 8 };
}

/** EXTERNAL AUTHENTICATE with the terminal's plain signature r ‖ s. TR-03110-3 v2.21 §B.11.7 */
export function externalAuthenticate(signature: Uint8Array): CommandApdu {
  return { cla: 0x00, ins: 0x82, p1: 0x00, p2: 0x00, data: signature, ne: 0 };
}
