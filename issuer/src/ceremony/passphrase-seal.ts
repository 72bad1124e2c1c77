import { createCipheriv, createDecipheriv, scrypt } from 'node:crypto';
import { concatBytes } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import type { RandomSource } from '../ports/index.ts';
import { wipe } from './wipe.ts';

/** RFC 7914 §2: N = 2^17, r = 8, p = 1: 128 MiB and about half a second. Fixed, so that no file can ask for more. */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1, maxmem: 160 * 2 ** 20 } as const;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
/** NIST SP 800-38D §8.2.2: 96 random bits; a key seals one thing only. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = SALT_BYTES + NONCE_BYTES;

/** How this seal is named in the files that carry it. */
export const PASSPHRASE_SEAL = 'scrypt N=131072 r=8 p=1, AES-256-GCM';

/** Salt (16 bytes), nonce (12), ciphertext, tag (16). `openly` is not kept, but must be the same when it is opened. */
export async function sealUnderPassphrase(options: {
  readonly plain: Uint8Array;
  readonly openly: Uint8Array;
  readonly passphrase: string;
  readonly random: RandomSource;
}): Promise<Uint8Array> {
  const head = options.random(HEAD_BYTES);
  const key = await deriveKey(options.passphrase, head.slice(0, SALT_BYTES));
  try {
    const cipher = createCipheriv('aes-256-gcm', key, head.slice(SALT_BYTES)).setAAD(options.openly);
    return concatBytes(head, cipher.update(options.plain), cipher.final(), cipher.getAuthTag());
  } finally {
    wipe(key);
  }
}

/** @throws PermitError PASSPHRASE_WRONG, also where the bytes were changed */
export async function openPassphraseSeal(options: {
  readonly sealed: Uint8Array;
  readonly openly: Uint8Array;
  readonly passphrase: string;
  /** What to call it where the passphrase is wrong. */
  readonly name: string;
}): Promise<Uint8Array> {
  const { sealed, name } = options;
  const key = await deriveKey(options.passphrase, sealed.slice(0, SALT_BYTES));
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.slice(SALT_BYTES, HEAD_BYTES), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(options.openly)
      .setAuthTag(sealed.slice(-TAG_BYTES));
    return concatBytes(decipher.update(sealed.slice(HEAD_BYTES, -TAG_BYTES)), decipher.final());
  } catch (cause) {
    throw new PermitError('PASSPHRASE_WRONG', { cause, detail: name });
  } finally {
    wipe(key);
  }
}

function deriveKey(passphrase: string, salt: Uint8Array): Promise<Uint8Array> {
  // NFC, so that a passphrase typed on another keyboard gives the same bytes. RFC 8265 §4.2.
  const password = Buffer.from(passphrase.normalize('NFC'));
  return new Promise((resolve, reject) => {
    scrypt(password, salt, KEY_BYTES, SCRYPT, (cause, key) => {
      password.fill(0);
      if (cause === null) resolve(new Uint8Array(key));
      else reject(cause);
    });
  });
}
