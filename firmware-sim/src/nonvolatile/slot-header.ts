import { sha256 } from '@noble/hashes/sha2.js';
import { equalBytes, readUint, uint32Bytes } from '@residence-permit/shared/bytes';

/** What one of the two slots says of itself. `sequence` counts commits from 1; `length` in bytes; `digest` is SHA-256 of the state. */
export type SlotHeader = { readonly sequence: number; readonly length: number; readonly digest: Uint8Array };

/** `RPCARD` 00, then the version of this layout. */
export const IMAGE_MAGIC: Uint8Array = Uint8Array.of(0x52, 0x50, 0x43, 0x41, 0x52, 0x44, 0x00, 0x02);
const MAGIC_NAME_BYTES = 7;

const SEQUENCE_OFFSET = IMAGE_MAGIC.length;
const LENGTH_OFFSET = SEQUENCE_OFFSET + 4;
const DIGEST_OFFSET = LENGTH_OFFSET + 4;
const CHECK_OFFSET = DIGEST_OFFSET + 32;
/** The first bytes of SHA-256 over everything before them. */
const CHECK_BYTES = 16;
export const SLOT_HEADER_BYTES: number = CHECK_OFFSET + CHECK_BYTES;

/** The header of `state` as the commit with this number: magic (8), sequence (4), length (4), SHA-256 (32), check (16). */
export function encodeSlotHeader(sequence: number, state: Uint8Array): Uint8Array {
  const header = new Uint8Array(SLOT_HEADER_BYTES);
  header.set(IMAGE_MAGIC);
  header.set(uint32Bytes(sequence), SEQUENCE_OFFSET);
  header.set(uint32Bytes(state.length), LENGTH_OFFSET);
  header.set(sha256(state), DIGEST_OFFSET);
  header.set(checkOf(header), CHECK_OFFSET);
  return header;
}

/** Undefined where no header is complete: none was ever written there, or power went while one was. */
export function decodeSlotHeader(bytes: Uint8Array): SlotHeader | undefined {
  if (!equalBytes(bytes.subarray(0, IMAGE_MAGIC.length), IMAGE_MAGIC)) return undefined;
  if (!equalBytes(bytes.subarray(CHECK_OFFSET, SLOT_HEADER_BYTES), checkOf(bytes))) return undefined;
  return {
    sequence: readUint(bytes.subarray(SEQUENCE_OFFSET, LENGTH_OFFSET)),
    length: readUint(bytes.subarray(LENGTH_OFFSET, DIGEST_OFFSET)),
    digest: bytes.slice(DIGEST_OFFSET, CHECK_OFFSET),
  };
}

/** The layout version of bytes that begin as a card image does; undefined for anything else. */
export function imageVersionOf(bytes: Uint8Array): number | undefined {
  const named = equalBytes(bytes.subarray(0, MAGIC_NAME_BYTES), IMAGE_MAGIC.subarray(0, MAGIC_NAME_BYTES));
  return named ? bytes[MAGIC_NAME_BYTES] : undefined;
}

function checkOf(header: Uint8Array): Uint8Array {
  return sha256(header.subarray(0, CHECK_OFFSET)).subarray(0, CHECK_BYTES);
}
