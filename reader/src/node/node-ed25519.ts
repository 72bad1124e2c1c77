import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { concatBytes, fromHex } from '@residence-permit/shared/bytes';
import {
  type Ed25519Engine,
  type Ed25519PublicKey,
  type Ed25519Signer,
  importEd25519PublicKey,
} from '@residence-permit/shared/cose';
import { PermitError } from '@residence-permit/shared/errors';

/** RFC 8410 §4: SubjectPublicKeyInfo of an Ed25519 key, up to its 32 bytes. */
const SPKI_PREFIX = fromHex('302a300506032b6570032100');
/** RFC 8410 §7: PrivateKeyInfo of an Ed25519 seed, up to its 32 bytes. */
const PKCS8_PREFIX = fromHex('302e020100300506032b657004220420');
const SEED_BYTES = 32;

/** node:crypto parses a key for 30 µs; a verifier has few keys and uses each often. */
const keyObjects = new WeakMap<Ed25519PublicKey, KeyObject>();

/**
 * The accelerated engine, by the OpenSSL of node:crypto: about ten times as fast as `nobleEd25519`, with the same
 * answers. OpenSSL alone would accept small-order keys; `importEd25519PublicKey` has refused them.
 */
export const nodeEd25519: Ed25519Engine = {
  verify(signature, message, publicKey) {
    return verify(null, message, keyObjectOf(publicKey), signature);
  },
};

/**
 * A signer over a private key in memory: PKCS#8 in DER (48 bytes), or the bare seed (32 bytes).
 * @throws PermitError KEY_BAD when it is neither
 */
export function nodeEd25519Signer(key: Uint8Array): Ed25519Signer {
  const privateKey = privateKeyOf(key.length === SEED_BYTES ? concatBytes(PKCS8_PREFIX, key) : key);
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return {
    publicKey: importEd25519PublicKey(spki.subarray(SPKI_PREFIX.length)),
    sign: async (message) => new Uint8Array(sign(null, message, privateKey)),
  };
}

function keyObjectOf(publicKey: Ed25519PublicKey): KeyObject {
  const known = keyObjects.get(publicKey);
  if (known !== undefined) return known;
  const der = Buffer.from(concatBytes(SPKI_PREFIX, publicKey));
  const made = createPublicKey({ key: der, format: 'der', type: 'spki' });
  keyObjects.set(publicKey, made);
  return made;
}

function privateKeyOf(pkcs8: Uint8Array): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  } catch (cause) {
    throw new PermitError('KEY_BAD', { cause, detail: 'want an Ed25519 key in PKCS#8, or its seed' });
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new PermitError('KEY_BAD', { detail: 'not an Ed25519 key' });
  return key;
}
