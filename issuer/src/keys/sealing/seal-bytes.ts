import { createCipheriv, createDecipheriv, scrypt } from 'node:crypto';
import { concatBytes, encodeUtf8 } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import type { RandomSource } from '../../ports/index.ts';
import { memoryOf, requireScryptCost, SEALING_COST, type ScryptCost } from './scrypt-cost.ts';
import { decodeSealedEnvelope, encodeSealedEnvelope, IV_LENGTH, KEY_LENGTH } from './sealed-envelope.ts';

const CIPHER = 'aes-256-cbc';
const SALT_LENGTH = 16;

/** What is sealed, and with what. The passphrase counts in Unicode form C, as UTF-8. */
export type Sealing = {
  readonly content: Uint8Array;
  readonly passphrase: string;
  readonly random: RandomSource;
  readonly cost?: ScryptCost;
};

/**
 * Seals bytes under a passphrase: PBES2 (RFC 8018 §6.2) with scrypt (RFC 7914 §7) and AES-256-CBC in the envelope of RFC 5958.
 * CBC carries no check value: whoever opens must be able to tell the content from noise.
 * @throws PermitError KEY_BAD on a cost out of bounds
 * @throws RangeError on an empty passphrase
 */
export async function sealBytes({ content, passphrase, random, cost = SEALING_COST }: Sealing): Promise<Uint8Array> {
  requireScryptCost(cost);
  if (passphrase === '') throw new RangeError('passphrase: empty');
  const salt = random(SALT_LENGTH);
  const iv = random(IV_LENGTH);
  const key = await deriveKey(passphrase, salt, cost);
  try {
    const cipher = createCipheriv(CIPHER, key, iv);
    const encrypted = concatBytes(cipher.update(content), cipher.final());
    return encodeSealedEnvelope({ cost, salt, iv, encrypted });
  } finally {
    key.fill(0);
  }
}

/**
 * Opens what `sealBytes` made. A wrong passphrase shows in the padding, and once in 256 tries not at all: the caller checks the
 * content.
 * @throws PermitError KEY_BAD on a malformed file, before anything is derived; PASSPHRASE_WRONG
 */
export async function openBytes(sealed: {
  readonly bytes: Uint8Array;
  readonly passphrase: string;
}): Promise<Uint8Array> {
  const { cost, salt, iv, encrypted } = decodeSealedEnvelope(sealed.bytes);
  const key = await deriveKey(sealed.passphrase, salt, cost);
  try {
    const decipher = createDecipheriv(CIPHER, key, iv);
    return concatBytes(decipher.update(encrypted), decipher.final());
  } catch (cause) {
    throw new PermitError('PASSPHRASE_WRONG', { cause });
  } finally {
    key.fill(0);
  }
}

function deriveKey(passphrase: string, salt: Uint8Array, cost: ScryptCost): Promise<Uint8Array> {
  const { n: N, r, p } = cost;
  // OpenSSL counts a little more than the table itself: 128·r·(n + p) and some.
  const maxmem = memoryOf(cost) + 128 * r * (p + 2) + 4096;
  const secret = encodeUtf8(passphrase.normalize('NFC'));
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, KEY_LENGTH, { N, r, p, maxmem }, (cause, key) => {
      secret.fill(0);
      if (cause === null) resolve(new Uint8Array(key.buffer, key.byteOffset, key.length));
      else reject(new PermitError('KEY_BAD', { cause, detail: 'scrypt refused its parameters' }));
    });
  });
}
