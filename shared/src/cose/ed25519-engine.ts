import type { Ed25519PublicKey } from './ed25519-public-key.ts';

/**
 * Checks Ed25519 signatures (RFC 8032 §5.1.7). All engines agree on every input: S below the group order, R canonical,
 * and the equation without the cofactor, S·B = R + k·A. The key was checked when it was imported.
 */
export type Ed25519Engine = {
  /** Whether `signature` is one of `message`. A signature of another length than 64 bytes is not. Never throws. */
  verify(signature: Uint8Array, message: Uint8Array, publicKey: Ed25519PublicKey): boolean;
};

/** Holds one Ed25519 private key: a file, a token, or a test's seed. */
export type Ed25519Signer = {
  readonly publicKey: Ed25519PublicKey;
  /** A signature of 64 bytes over `message`. @throws SignerError or whatever the holder of the key throws */
  sign(message: Uint8Array): Promise<Uint8Array>;
};
