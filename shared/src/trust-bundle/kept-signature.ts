import { sha256 } from '@noble/hashes/sha2.js';
import { type Sign1, sigStructureBytes } from '../cose/index.ts';
import type { SignerEntry } from './signer-entry.ts';

/** Bytes of one digest in the list of a withdrawn signer. A thief would have to find another text with one of them. */
export const KEPT_DIGEST_BYTES = 16;
const NO_EXTERNAL_AAD = new Uint8Array(0);

/** What stands in the list for a signature: the start of SHA-256 over the Sig_structure (RFC 9052 §4.4). 16 bytes. */
export function keptDigestOf(sign1: Sign1): Uint8Array {
  return sha256(sigStructureBytes(sign1, NO_EXTERNAL_AAD)).slice(0, KEPT_DIGEST_BYTES);
}

/** Whether a withdrawn signer is still believed for this very text: its office can account for it. */
export function isKept({ kept }: Pick<SignerEntry, 'kept'>, sign1: Sign1): boolean {
  if (kept === undefined) return false;
  const wanted = keptDigestOf(sign1);
  let [low, high] = [0, kept.length / KEPT_DIGEST_BYTES];
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = compareAt(kept, middle, wanted);
    if (order === 0) return true;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return false;
}

/** Whether the digests are whole, in ascending order and none twice. */
export function isKeptList(kept: Uint8Array): boolean {
  if (kept.length === 0 || kept.length % KEPT_DIGEST_BYTES !== 0) return false;
  for (let index = 1; index < kept.length / KEPT_DIGEST_BYTES; index += 1) {
    const at = index * KEPT_DIGEST_BYTES;
    if (compareAt(kept, index - 1, kept.subarray(at, at + KEPT_DIGEST_BYTES)) >= 0) return false;
  }
  return true;
}

/** Below 0 where the digest at that place comes before `wanted`. */
function compareAt(kept: Uint8Array, index: number, wanted: Uint8Array): number {
  for (let byte = 0; byte < KEPT_DIGEST_BYTES; byte += 1) {
    const difference = (kept[index * KEPT_DIGEST_BYTES + byte] ?? 0) - (wanted[byte] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
