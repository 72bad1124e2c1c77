import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { inspect } from 'node:util';
import { concatBytes, fromHex } from '@residence-permit/shared/bytes';
import { type Ed25519PublicKey, type Ed25519Signer, importEd25519PublicKey } from '@residence-permit/shared/cose';
import { PermitError } from '@residence-permit/shared/errors';
import type { RandomSource } from '../ports/index.ts';

/** PKCS#8 of an Ed25519 key up to its 32 private bytes. RFC 8410 §7. */
const PKCS8_HEAD = fromHex('302e020100300506032b657004220420');
/** Private bytes of an Ed25519 key. */
export const ED25519_SEED_LENGTH = 32;
/** SubjectPublicKeyInfo up to the 32 public bytes. RFC 8410 §4. */
const SPKI_HEAD_LENGTH = 12;

/** An Ed25519 key pair held in this process. It prints as its kind only. */
export class Ed25519Key implements Ed25519Signer {
  readonly publicKey: Ed25519PublicKey;
  readonly #key: KeyObject;

  private constructor(key: KeyObject) {
    this.#key = key;
    const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
    this.publicKey = importEd25519PublicKey(new Uint8Array(spki.subarray(SPKI_HEAD_LENGTH)));
  }

  static generate(random: RandomSource): Ed25519Key {
    return Ed25519Key.fromSeed(random(ED25519_SEED_LENGTH));
  }

  /** @param seed the 32 private bytes of RFC 8032 §5.1.5 */
  static fromSeed(seed: Uint8Array): Ed25519Key {
    if (seed.length !== ED25519_SEED_LENGTH) throw new RangeError(`seed: want 32 bytes, got ${seed.length}`);
    const pkcs8 = concatBytes(PKCS8_HEAD, seed);
    try {
      return Ed25519Key.fromPkcs8(pkcs8);
    } finally {
      pkcs8.fill(0);
    }
  }

  /**
   * @param pkcs8 DER, not encrypted
   * @throws PermitError KEY_BAD
   */
  static fromPkcs8(pkcs8: Uint8Array): Ed25519Key {
    return new Ed25519Key(readPkcs8(pkcs8, 'ed25519'));
  }

  /** Plain Ed25519, 64 bytes. RFC 8032 §5.1.6. */
  sign(message: Uint8Array): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array(sign(null, message, this.#key)));
  }

  /** The key itself, DER; for key files alone. */
  exportPkcs8(): Uint8Array {
    return new Uint8Array(this.#key.export({ format: 'der', type: 'pkcs8' }));
  }

  /** The 32 private bytes, for splitting into shares alone; the caller wipes them. */
  exposeSeed(): Uint8Array {
    const pkcs8 = this.#key.export({ format: 'der', type: 'pkcs8' });
    try {
      return new Uint8Array(pkcs8.subarray(PKCS8_HEAD.length, PKCS8_HEAD.length + ED25519_SEED_LENGTH));
    } finally {
      pkcs8.fill(0);
    }
  }

  toJSON(): string {
    return '[Ed25519 key]';
  }

  [inspect.custom](): string {
    return '[Ed25519 key]';
  }
}

/**
 * Reads an unencrypted private key of one kind.
 * @throws PermitError KEY_BAD
 */
export function readPkcs8(pkcs8: Uint8Array, kind: 'ed25519' | 'ec'): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey({
      key: Buffer.from(pkcs8.buffer, pkcs8.byteOffset, pkcs8.length),
      format: 'der',
      type: 'pkcs8',
    });
  } catch (cause) {
    throw new PermitError('KEY_BAD', { cause, detail: 'not a PKCS#8 private key' });
  }
  if (key.asymmetricKeyType !== kind) {
    throw new PermitError('KEY_BAD', { detail: `want ${kind}, got ${String(key.asymmetricKeyType)}` });
  }
  return key;
}
