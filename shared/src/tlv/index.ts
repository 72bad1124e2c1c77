export { decodeTlv, decodeTlvSequence, type Tlv } from './decode-tlv.ts';
export { encodeTlv } from './encode-tlv.ts';
export { findTlv, getTlv } from './find-tlv.ts';
