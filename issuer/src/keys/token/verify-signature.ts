import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { concatBytes, fromHex } from '@residence-permit/shared/bytes';
import type { KeyAlgorithm } from './ec-point.ts';

/** SubjectPublicKeyInfo up to the key: RFC 8410 §4, RFC 5480 §2. */
const SPKI_HEAD = {
  ed25519: fromHex('302a300506032b6570032100'),
  p256: fromHex('3059301306072a8648ce3d020106082a8648ce3d030107034200'),
} as const satisfies Record<KeyAlgorithm, Uint8Array>;

/** Makes the check that a token's signature has to pass before it is let go: by this machine, not by the token. */
export function makeVerifySignature(
  algorithm: KeyAlgorithm,
  publicKey: Uint8Array,
): (message: Uint8Array, signature: Uint8Array) => boolean {
  const der = concatBytes(SPKI_HEAD[algorithm], publicKey);
  const key: KeyObject = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });
  return (message, signature) =>
    algorithm === 'ed25519'
      ? verify(null, message, key, signature)
      : verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature);
}
