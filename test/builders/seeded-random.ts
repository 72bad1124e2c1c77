import { createHash } from 'node:crypto';

/**
 * A random source that answers the same bytes for the same seed: SHA-256 in counter mode. For tests and demonstrations
 * only; whoever knows the seed knows every key.
 */
export function seededRandom(seed: string): (length: number) => Uint8Array {
  let counter = 0;
  return (length) => {
    const bytes = new Uint8Array(length);
    for (let offset = 0; offset < length; offset += 32) {
      const block = createHash('sha256').update(`${seed} ${counter}`).digest();
      counter += 1;
      bytes.set(block.subarray(0, Math.min(32, length - offset)), offset);
    }
    return bytes;
  };
}
