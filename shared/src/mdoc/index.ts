export {
  decodeDeviceResponse,
  decodeIssuerSigned,
  FOREIGN_DOCUMENT_LIMITS,
  type ForeignDocument,
  type ForeignItem,
  type ForeignMso,
} from './foreign-document.ts';
export { toIssuerSigned } from './issuer-signed.ts';
export {
  decodeItem,
  encodeItem,
  type IssuerSignedItem,
  ITEM_SALT_BYTES,
  itemDigest,
  portableSha256,
  type Sha256,
  TAG_ENCODED_CBOR,
  TAG_FULL_DATE,
  unwrapEncodedCbor,
} from './issuer-signed-item.ts';
export {
  decodeMso,
  encodeMso,
  type MobileSecurityObject,
  PERMIT_REF_BYTES,
  type StatusReference,
} from './mobile-security-object.ts';
