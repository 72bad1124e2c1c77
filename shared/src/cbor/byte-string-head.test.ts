import { describe, expect, it } from 'vitest';
import { byteStringHead } from './byte-string-head.ts';
import { encodeCbor } from './encode-cbor.ts';

describe('byteStringHead', () => {
  it('is what the encoder writes before a byte string, around every change of form', () => {
    for (const length of [0, 1, 23, 24, 255, 256, 65_535, 65_536, 70_000]) {
      const encoded = encodeCbor(new Uint8Array(length));
      expect(byteStringHead(length)).toEqual(encoded.slice(0, encoded.length - length));
    }
    expect(byteStringHead(0xffff_ffff)).toEqual(Uint8Array.of(0x5a, 0xff, 0xff, 0xff, 0xff));
  });

  it('refuses what is no length', () => {
    for (const length of [-1, 1.5, 2 ** 32, Number.NaN]) expect(() => byteStringHead(length)).toThrow(RangeError);
  });
});
