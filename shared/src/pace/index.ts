export { authToken } from './auth-token.ts';
export { camData, openCamData, sealCamData, verifyCam } from './chip-authentication-mapping.ts';
export {
  decodePaceCommand,
  decodePaceResponse,
  encodePaceCommand,
  encodePaceResponse,
  type PaceCommand,
  type PaceResponse,
} from './dynamic-authentication-data.ts';
export { mapGenerator } from './generic-mapping.ts';
export {
  agree,
  derivePublic,
  type KeyAgreement,
  nobleKeyAgreement,
  portableKeyAgreement,
} from './key-agreement.ts';
export { multiplyByX } from './multiply-by-x.ts';
export { decryptNonce, encryptNonce, passwordKey } from './nonce.ts';
export {
  findMapping,
  OID_PACE_ECDH_CAM_AES_128,
  OID_PACE_ECDH_GM_AES_128,
  PACE_MAPPINGS,
  PACE_OIDS,
  type PaceMapping,
} from './oids.ts';
export { FIELD_BYTES, findCurve, PACE_CURVES, PARAMETER_ID, type PaceCurve } from './pace-curve.ts';
export { scalarFromRandom } from './scalar.ts';
