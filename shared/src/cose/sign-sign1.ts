import { type CborMap, type CborValue, encodeCbor, Tagged } from '../cbor/index.ts';
import type { Ed25519Signer } from './ed25519-engine.ts';
import { HEADER, SIGN1_ALG_EDDSA } from './headers.ts';
import { sigStructureBytes } from './sig-structure.ts';
import { type Sign1, TAG_SIGN1 } from './sign1.ts';

/**
 * A COSE_Sign1 under tag 18 with an empty unprotected header. `alg` EdDSA is added to `protectedHeader` when it is not
 * there.
 * @throws RangeError when `protectedHeader` names another algorithm
 */
export async function signSign1(input: {
  readonly protectedHeader: CborMap;
  readonly payloadBytes: Uint8Array;
  readonly signer: Ed25519Signer;
}): Promise<Uint8Array> {
  const { payloadBytes, signer } = input;
  const protectedHeader = withAlg(input.protectedHeader);
  const protectedBytes = encodeCbor(protectedHeader);
  const message = sigStructureBytes({ protectedHeader, protectedBytes, payloadBytes }, new Uint8Array(0));
  const signature = await signer.sign(message);
  const sign1 = { protectedHeader, protectedBytes, unprotected: new Map(), payloadBytes, signature };
  return encodeCbor(new Tagged(TAG_SIGN1, sign1Value(sign1)));
}

/** The array of four that a COSE_Sign1 is, without a tag. */
export function sign1Value(sign1: Sign1): CborValue {
  return [sign1.protectedBytes, sign1.unprotected, sign1.payloadBytes, sign1.signature];
}

/** `header` with `alg` EdDSA. @throws RangeError when it names another */
export function withAlg(header: CborMap): CborMap {
  const alg = header.get(HEADER.ALG) ?? SIGN1_ALG_EDDSA;
  if (alg !== SIGN1_ALG_EDDSA) throw new RangeError('protectedHeader: names another algorithm than EdDSA');
  return new Map([...header, [HEADER.ALG, SIGN1_ALG_EDDSA]]);
}
