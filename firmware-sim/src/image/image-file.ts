import { createHash, timingSafeEqual } from 'node:crypto';
import { PermitError } from '@residence-permit/shared/errors';

/**
 * The file that holds one card: `RPCARD` 00 version(1) · length of the state (4, big-endian) · SHA-256 of the state (32) · state.
 * The digest finds damage, not tampering: whoever can write the file can write its digest.
 */
const MAGIC = Uint8Array.of(0x52, 0x50, 0x43, 0x41, 0x52, 0x44, 0x00, 0x01);
const LENGTH_OFFSET = MAGIC.length;
const DIGEST_OFFSET = LENGTH_OFFSET + 4;
const STATE_OFFSET = DIGEST_OFFSET + 32;

export function encodeImage(state: Uint8Array): Uint8Array {
  const image = new Uint8Array(STATE_OFFSET + state.length);
  image.set(MAGIC);
  new DataView(image.buffer).setUint32(LENGTH_OFFSET, state.length);
  image.set(createHash('sha256').update(state).digest(), DIGEST_OFFSET);
  image.set(state, STATE_OFFSET);
  return image;
}

/** A copy of the state inside, complete and undamaged. @throws PermitError IMAGE_BAD */
export function decodeImage(image: Uint8Array): Uint8Array {
  if (!MAGIC.every((byte, at) => image[at] === byte)) throw bad('not a card image of this version');
  if (image.length < STATE_OFFSET) throw bad('cut off in the header');
  const stated = new DataView(image.buffer, image.byteOffset).getUint32(LENGTH_OFFSET);
  const state = new Uint8Array(image).subarray(STATE_OFFSET);
  if (state.length !== stated) throw bad(`want ${stated} bytes of state, got ${state.length}`);
  const digest = createHash('sha256').update(state).digest();
  if (!timingSafeEqual(digest, image.subarray(DIGEST_OFFSET, STATE_OFFSET))) throw bad('the state is damaged');
  return state;
}

function bad(detail: string): PermitError {
  return new PermitError('IMAGE_BAD', { detail });
}
