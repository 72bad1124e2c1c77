import { createPrivateKey } from 'node:crypto';
import { PermitError } from '@residence-permit/shared/errors';
import type { RandomSource } from '../../ports/index.ts';
import type { ScryptCost } from './scrypt-cost.ts';
import { openBytes, sealBytes } from './seal-bytes.ts';

/**
 * Seals a private key under a passphrase. `openssl pkcs8 -inform DER -passin …` opens the result.
 * @param request.pkcs8 unencrypted PrivateKeyInfo, DER
 * @returns EncryptedPrivateKeyInfo, DER
 * @throws PermitError KEY_BAD when it is no private key, or on a cost out of bounds
 */
export async function sealPkcs8(request: {
  readonly pkcs8: Uint8Array;
  readonly passphrase: string;
  readonly random: RandomSource;
  readonly cost?: ScryptCost;
}): Promise<Uint8Array> {
  const { pkcs8: content, ...rest } = request;
  if (!isPrivateKey(content)) throw new PermitError('KEY_BAD', { detail: 'not a PKCS#8 private key' });
  return sealBytes({ content, ...rest });
}

/**
 * Opens a private key that `sealPkcs8`, or `openssl pkcs8 -topk8 -scrypt -v2 aes256 -outform DER`, sealed. A changed byte of
 * the file can give another well-formed key, so whoever knows the public key compares it.
 * @returns unencrypted PrivateKeyInfo, DER; the caller wipes it
 * @throws PermitError KEY_BAD on a malformed file, PASSPHRASE_WRONG
 */
export async function openPkcs8(sealed: {
  readonly bytes: Uint8Array;
  readonly passphrase: string;
}): Promise<Uint8Array> {
  const pkcs8 = await openBytes(sealed);
  if (isPrivateKey(pkcs8)) return pkcs8;
  pkcs8.fill(0);
  throw new PermitError('PASSPHRASE_WRONG');
}

function isPrivateKey(pkcs8: Uint8Array): boolean {
  try {
    createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
    return true;
  } catch {
    return false;
  }
}
