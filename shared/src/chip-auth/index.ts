export {
  type ChipAuthResponse,
  decodeChipAuthCommand,
  decodeChipAuthResponse,
  encodeChipAuthCommand,
  encodeChipAuthResponse,
} from './chip-auth-data.ts';
export { CHIP_AUTH_NONCE_BYTES, type ChipAuthKeys, chipAuthKeys } from './chip-auth-keys.ts';
export { CHIP_AUTH_VERSION, OID_CA_ECDH_AES_128 } from './oids.ts';
