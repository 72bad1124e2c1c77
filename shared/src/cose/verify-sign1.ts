import type { Ed25519Engine } from './ed25519-engine.ts';
import type { Ed25519PublicKey } from './ed25519-public-key.ts';
import { sigStructureBytes } from './sig-structure.ts';
import type { Sign1 } from './sign1.ts';

const NO_EXTERNAL_AAD = new Uint8Array(0);

/** Whether the signature is one by `publicKey` over the protected header and payload as received. */
export function verifySign1(input: {
  readonly sign1: Sign1;
  readonly publicKey: Ed25519PublicKey;
  readonly engine: Ed25519Engine;
}): boolean {
  const message = sigStructureBytes(input.sign1, NO_EXTERNAL_AAD);
  return input.engine.verify(input.sign1.signature, message, input.publicKey);
}
