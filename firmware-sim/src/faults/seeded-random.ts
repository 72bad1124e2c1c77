import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, encodeUtf8, uint32Bytes } from '@residence-permit/shared/bytes';
import type { RandomSource } from '../card/random-source.ts';

/** Bytes that look random and are the same in every run: SHA-256 over the seed and a block counter. Never for real keys. */
export function seededRandom(seed: string): RandomSource {
  let block = 0;
  return (length) => {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; at += 32) {
      bytes.set(sha256(concatBytes(encodeUtf8(seed), uint32Bytes(block))).subarray(0, length - at), at);
      block += 1;
    }
    return bytes;
  };
}
