/** Holds one P-256 private key: a file or a token. */
export type EcdsaP256Signer = {
  /** Uncompressed point, 65 bytes. */
  readonly publicKey: Uint8Array;
  /** ECDSA with SHA-256 over `message`, plain r‖s of 64 bytes. TR-03110-3 §A.7.2. */
  sign(message: Uint8Array): Promise<Uint8Array>;
};
