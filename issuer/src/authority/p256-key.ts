import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import { inspect } from 'node:util';
import { p256 } from '@noble/curves/nist.js';
import { concatBytes, fromHex } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import type { RandomSource } from '../ports/index.ts';
import { readPkcs8 } from './ed25519-key.ts';

/** PKCS#8 of a P-256 key up to its 32 private bytes, public key left out. RFC 5915 §3, RFC 5208 §5. */
const PKCS8_HEAD = fromHex('3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420');
/** Bytes of randomness that make the bias of a scalar negligible. FIPS 186-5 §A.2.1: 64 bits more than the order. */
const SCALAR_SEED_LENGTH = 48;
const POINT_LENGTH = 65;
/** ECPrivateKey up to its 32 private bytes: SEQUENCE of 119 bytes, version 1, OCTET STRING. RFC 5915 §3. */
const SEC1_HEAD = fromHex('30770201010420');
const SCALAR_LENGTH = 32;

/** A private number for P-256, 32 bytes. */
export function drawP256Scalar(random: RandomSource): Uint8Array {
  return p256.utils.randomSecretKey(random(SCALAR_SEED_LENGTH));
}

/** A P-256 key pair held in this process; signs card-verifiable certificates and terminal authentication. It prints as its kind only. */
export class P256Key {
  /** Uncompressed point, 65 bytes. */
  readonly publicKey: Uint8Array;
  readonly #key: KeyObject;

  private constructor(key: KeyObject) {
    this.#key = key;
    const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
    this.publicKey = new Uint8Array(spki.subarray(spki.length - POINT_LENGTH));
  }

  static generate(random: RandomSource): P256Key {
    return P256Key.fromScalar(drawP256Scalar(random));
  }

  /** @param scalar the private number, 32 bytes, from 1 to the order of the group less one */
  static fromScalar(scalar: Uint8Array): P256Key {
    if (!p256.utils.isValidSecretKey(scalar)) throw new PermitError('KEY_BAD', { detail: 'not a P-256 scalar' });
    const pkcs8 = concatBytes(PKCS8_HEAD, scalar);
    try {
      return P256Key.fromPkcs8(pkcs8);
    } finally {
      pkcs8.fill(0);
    }
  }

  /**
   * @param pkcs8 DER, not encrypted
   * @throws PermitError KEY_BAD
   */
  static fromPkcs8(pkcs8: Uint8Array): P256Key {
    const key = readPkcs8(pkcs8, 'ec');
    if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') {
      throw new PermitError('KEY_BAD', { detail: 'want curve P-256' });
    }
    return new P256Key(key);
  }

  /** ECDSA with SHA-256, plain r‖s of 64 bytes. TR-03110-3 §A.7.2. */
  sign(message: Uint8Array): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array(sign('sha256', message, { key: this.#key, dsaEncoding: 'ieee-p1363' })));
  }

  /** The key itself, DER; for key files alone. */
  exportPkcs8(): Uint8Array {
    return new Uint8Array(this.#key.export({ format: 'der', type: 'pkcs8' }));
  }

  /** The private number, 32 bytes, for splitting into shares alone; the caller wipes it. */
  exposeScalar(): Uint8Array {
    const sec1 = this.#key.export({ format: 'der', type: 'sec1' });
    try {
      return new Uint8Array(sec1.subarray(SEC1_HEAD.length, SEC1_HEAD.length + SCALAR_LENGTH));
    } finally {
      sec1.fill(0);
    }
  }

  toJSON(): string {
    return '[P-256 key]';
  }

  [inspect.custom](): string {
    return '[P-256 key]';
  }
}
