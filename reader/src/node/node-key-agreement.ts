import { createECDH } from 'node:crypto';
import { DecodeError } from '@residence-permit/shared/errors';
import { type KeyAgreement, multiplyByX } from '@residence-permit/shared/pace';

const UNCOMPRESSED_BYTES = 65;

/** P-256 by the OpenSSL of node:crypto, about twenty times as fast as the portable one, with the same answers. */
export const nodeKeyAgreement: KeyAgreement = {
  publicKey: (secret) => new Uint8Array(keyOf(secret).getPublicKey()),
  agree,
  multiply: multiplyByX(agree),
};

function agree(secret: Uint8Array, peer: Uint8Array): Uint8Array {
  // node:crypto would take compressed and hybrid points too; this profile has one form.
  if (peer.length !== UNCOMPRESSED_BYTES || peer[0] !== 0x04) throw new DecodeError('PACE_MALFORMED', 0, 'point form');
  try {
    return new Uint8Array(keyOf(secret).computeSecret(peer));
  } catch {
    throw new DecodeError('PACE_MALFORMED', 0, 'point not on the curve');
  }
}

function keyOf(secret: Uint8Array): ReturnType<typeof createECDH> {
  const key = createECDH('prime256v1');
  key.setPrivateKey(secret);
  return key;
}
