import { equalBytes, fromHex } from '../bytes/index.ts';

/** id-PACE-ECDH-GM-AES-CBC-CMAC-128, 0.4.0.127.0.7.2.2.4.2.2. TR-03110-3 v2.21 §A.1.1.1 */
export const OID_PACE_ECDH_GM_AES_128 = fromHex('04007f00070202040202');
/** id-PACE-ECDH-CAM-AES-CBC-CMAC-128, 0.4.0.127.0.7.2.2.4.6.2. ICAO Doc 9303-11 §9.2.1 */
export const OID_PACE_ECDH_CAM_AES_128 = fromHex('04007f00070202040602');

/** The two protocols by their mapping. */
export const PACE_OIDS = { gm: OID_PACE_ECDH_GM_AES_128, cam: OID_PACE_ECDH_CAM_AES_128 } as const;
export type PaceMapping = keyof typeof PACE_OIDS;
/** The mappings that this product knows, the usual one first. */
export const PACE_MAPPINGS = ['cam', 'gm'] as const satisfies readonly PaceMapping[];

/** The mapping that an object identifier names, or none that this product knows. */
export function findMapping(oid: Uint8Array): PaceMapping | undefined {
  if (equalBytes(oid, PACE_OIDS.cam)) return 'cam';
  return equalBytes(oid, PACE_OIDS.gm) ? 'gm' : undefined;
}
