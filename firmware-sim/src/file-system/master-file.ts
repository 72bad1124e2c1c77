import {
  EF_ATR_INFO,
  EF_CARD_ACCESS,
  EF_DIR,
  encodeAtrInfo,
  encodeCardAccess,
  encodeDirectory,
  PERMIT_AID,
} from '@residence-permit/shared/apdu';
import { CHIP_AUTH_VERSION, OID_CA_ECDH_AES_128 } from '@residence-permit/shared/chip-auth';
import { PACE_OIDS, PARAMETER_ID } from '@residence-permit/shared/pace';

/** Buffer sizes of this chip, whole APDUs in bytes. Published in EF.ATR/INFO and the same on every card. */
export const MAX_COMMAND_BYTES = 2048;
export const MAX_RESPONSE_BYTES = 2048;

/** PACEInfo: version 2 is the only one. TR-03110-3 §A.1.1.1 */
const PACE_VERSION = 2;

const FILES: readonly { readonly fid: number; readonly sfi: number; readonly content: Uint8Array }[] = [
  {
    ...EF_CARD_ACCESS,
    content: encodeCardAccess(
      [
        { oid: PACE_OIDS.cam, version: PACE_VERSION, parameterId: PARAMETER_ID['P-256'] },
        { oid: PACE_OIDS.gm, version: PACE_VERSION, parameterId: PARAMETER_ID['P-256'] },
        { oid: PACE_OIDS.gm, version: PACE_VERSION, parameterId: PARAMETER_ID.brainpoolP256r1 },
      ],
      [{ oid: OID_CA_ECDH_AES_128, version: CHIP_AUTH_VERSION, parameterId: PARAMETER_ID['P-256'] }],
    ),
  },
  { ...EF_DIR, content: encodeDirectory(PERMIT_AID) },
  {
    ...EF_ATR_INFO,
    content: encodeAtrInfo({ maxCommandBytes: MAX_COMMAND_BYTES, maxResponseBytes: MAX_RESPONSE_BYTES }),
  },
];

/** A file of the master file, free to read and the same on every card, so that it names no holder. */
export function masterFileContent(sfi: number): Uint8Array | undefined {
  return FILES.find((file) => file.sfi === sfi)?.content;
}

export function masterFileSfiOf(fid: number): number | undefined {
  return FILES.find((file) => file.fid === fid)?.sfi;
}
