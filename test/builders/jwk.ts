import { createPrivateKey, createPublicKey, type JsonWebKey } from 'node:crypto';

/** A private key in PKCS#8 as a JSON Web Key, which other libraries take. */
export function privateJwk(pkcs8: Uint8Array): JsonWebKey {
  return createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' }).export({ format: 'jwk' });
}

/** The public half of a private key in PKCS#8. */
export function publicJwk(pkcs8: Uint8Array): JsonWebKey {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  return createPublicKey(key).export({ format: 'jwk' });
}
