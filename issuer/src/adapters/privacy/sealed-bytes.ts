import { createCipheriv, createDecipheriv } from 'node:crypto';
import { concatBytes } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import type { RandomSource } from '../../ports/index.ts';

const CIPHER = 'aes-256-gcm';
/** First byte of everything sealed, so that another cipher can follow without guessing. */
const FORMAT = 1;
/** NIST SP 800-38D §8.2.2: 96 random bits; §8.3 allows 2^32 seals under one key, and a person has far fewer. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + NONCE_BYTES;

/** How many bytes sealing adds. */
export const SEAL_OVERHEAD_BYTES = HEAD_BYTES + TAG_BYTES;

/**
 * Format (1 byte), nonce (12), ciphertext, tag (16): AES-256-GCM under a key of 32 bytes. `openly` is not kept, but must be the
 * same when it is opened.
 */
export function sealBytes(options: {
  readonly key: Uint8Array;
  readonly openly: Uint8Array;
  readonly plain: Uint8Array;
  readonly random: RandomSource;
}): Uint8Array {
  const nonce = options.random(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, options.key, nonce, { authTagLength: TAG_BYTES }).setAAD(options.openly);
  return concatBytes(Uint8Array.of(FORMAT), nonce, cipher.update(options.plain), cipher.final(), cipher.getAuthTag());
}

/**
 * Opens what `sealBytes` made.
 * @throws PermitError SEAL_BROKEN: it was changed, cut, moved to another place, or sealed under another key
 */
export function openSealed(options: {
  readonly key: Uint8Array;
  readonly openly: Uint8Array;
  readonly sealed: Uint8Array;
}): Uint8Array {
  const { sealed } = options;
  if (sealed.length < SEAL_OVERHEAD_BYTES || sealed[0] !== FORMAT) throw new PermitError('SEAL_BROKEN');
  try {
    const decipher = createDecipheriv(CIPHER, options.key, sealed.subarray(1, HEAD_BYTES), { authTagLength: TAG_BYTES })
      .setAAD(options.openly)
      .setAuthTag(sealed.subarray(-TAG_BYTES));
    return concatBytes(decipher.update(sealed.subarray(HEAD_BYTES, -TAG_BYTES)), decipher.final());
  } catch (cause) {
    throw new PermitError('SEAL_BROKEN', { cause });
  }
}
