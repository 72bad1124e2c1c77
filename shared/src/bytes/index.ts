export { concatBytes } from './concat-bytes.ts';
export { equalBytes } from './equal-bytes.ts';
export { fromHex, toHex } from './hex.ts';
export { bigIntToBytes, bytesToBigInt, readUint, uint32Bytes } from './unsigned-integers.ts';
export { decodeUtf8, encodeUtf8 } from './utf8.ts';
