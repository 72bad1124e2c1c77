import { equalBytes } from '../bytes/index.ts';
import type { CborLimits } from '../cbor/index.ts';
import {
  type CoseSign,
  decodeSign,
  type Ed25519Engine,
  type Ed25519PublicKey,
  type Ed25519Signer,
  HEADER,
  keyIdOf,
  signSign,
  verifySignSignature,
} from '../cose/index.ts';
import { DecodeError, PermitError } from '../errors/index.ts';
import { decodeTrustRoot, encodeTrustRoot, type TrustRoot } from './trust-root.ts';

const LIMITS: CborLimits = { maxBytes: 16_384, maxDepth: 5, tags: [] };

/** The root keys that a verifier was given by hand, or took over from the last root that it accepted. */
export type TrustPins = { readonly threshold: number; readonly keys: readonly Ed25519PublicKey[] };

/** Makes `root.cbor`: a COSE_Sign with one signature per signer, in their order; each has protected {alg, kid}. */
export async function signTrustRoot(input: {
  readonly root: Omit<TrustRoot, 'signedBy'>;
  readonly signers: readonly Ed25519Signer[];
}): Promise<Uint8Array> {
  const payloadBytes = encodeTrustRoot({ ...input.root, signedBy: input.signers.map(({ publicKey }) => publicKey) });
  decodeTrustRoot(payloadBytes);
  return signSign({
    protectedHeader: new Map(),
    payloadBytes,
    signers: input.signers.map((signer) => ({
      protectedHeader: new Map([[HEADER.KID, keyIdOf(signer.publicKey)]]),
      signer,
    })),
  });
}

/**
 * The root in `root.cbor`, after every signature was verified and both thresholds are met: that of the pinned keys and
 * that of the root's own keys. A verifier that is several roots behind opens them one by one, each with the pins of the
 * one before.
 * @throws DecodeError a CBOR code, COSE_* or TRUST_MALFORMED
 * @throws PermitError TRUST_UNSIGNED
 */
export function openTrustRoot(input: {
  readonly rootBytes: Uint8Array;
  readonly pins: TrustPins;
  readonly engine: Ed25519Engine;
}): { readonly root: TrustRoot; readonly pins: TrustPins } {
  const sign = decodeSign(input.rootBytes, LIMITS);
  if (sign.protectedBytes.length > 0) throw new DecodeError('COSE_HEADER_NOT_ALLOWED', 0, 'root: protected header');
  const root = decodeTrustRoot(sign.payloadBytes);
  verifyAll(sign, root.signedBy, input.engine);
  requireThreshold(root.signedBy, input.pins);
  requireThreshold(root.signedBy, { threshold: root.threshold, keys: root.rootKeys });
  return { root, pins: { threshold: root.threshold, keys: root.rootKeys } };
}

function verifyAll(sign: CoseSign, signedBy: readonly Ed25519PublicKey[], engine: Ed25519Engine): void {
  const good =
    sign.signatures.length === signedBy.length &&
    sign.signatures.every((signature, index) => {
      const publicKey = signedBy[index];
      const keyId = signature.protectedHeader.get(HEADER.KID);
      return (
        publicKey !== undefined &&
        keyId instanceof Uint8Array &&
        signature.protectedHeader.size === 2 &&
        equalBytes(keyId, keyIdOf(publicKey)) &&
        verifySignSignature({ sign, signature, publicKey, engine })
      );
    });
  if (!good) throw new PermitError('TRUST_UNSIGNED', { detail: 'root: a signature is missing or wrong' });
}

/** How many different keys of the pins are among those that signed. */
function requireThreshold(signedBy: readonly Ed25519PublicKey[], pins: TrustPins): void {
  const distinct = pins.keys.filter((key, index) => pins.keys.findIndex((other) => equalBytes(other, key)) === index);
  const count = distinct.filter((key) => signedBy.some((signer) => equalBytes(signer, key))).length;
  if (pins.threshold < 1 || count < pins.threshold) {
    throw new PermitError('TRUST_UNSIGNED', { detail: `root: ${count} of ${pins.threshold} signatures` });
  }
}
