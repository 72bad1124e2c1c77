export { byteStringHead } from './byte-string-head.ts';
export type { CborKey, CborLimits, CborMap, CborValue } from './cbor-value.ts';
export { decodeCbor, decodeForeignCbor } from './decode-cbor.ts';
export { encodeCbor, encodeEmbeddedCbor } from './encode-cbor.ts';
export {
  type Expectation,
  expectArray,
  expectBool,
  expectBytes,
  expectInt,
  expectMap,
  expectTagged,
  expectText,
  expectUint,
} from './expect-value.ts';
export { guardCbor } from './guard-cbor.ts';
export { MapReader, readMap } from './map-reader.ts';
export { Tagged } from './tagged.ts';
