import { randomBytes } from 'node:crypto';

/** Random bytes of the operating system, for sessions: `random` of `openPace` and `verifyCard`. */
export function nodeRandom(length: number): Uint8Array {
  return new Uint8Array(randomBytes(length));
}
