import { equalBytes } from '../bytes/index.ts';
import type { CborLimits } from '../cbor/index.ts';
import {
  type CoseSign,
  type CoseSignature,
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
  requireThreshold(input.pins, (key) => isSignedBy({ sign, publicKey: key, engine: input.engine }));
  const root = decodeTrustRoot(sign.payloadBytes);
  verifyAll(sign, root.signedBy, input.engine);
  requireThreshold({ threshold: root.threshold, keys: root.rootKeys }, (key) => hasKey(root.signedBy, key));
  return { root, pins: { threshold: root.threshold, keys: root.rootKeys } };
}

/** The version that a root file claims, before anything of it is believed. @throws DecodeError as `openTrustRoot` */
export function peekRootVersion(rootBytes: Uint8Array): number {
  return decodeTrustRoot(decodeSign(rootBytes, LIMITS).payloadBytes).version;
}

/** How many different keys of those named have signed. */
function requireThreshold(pins: TrustPins, hasSigned: (key: Ed25519PublicKey) => boolean): void {
  const distinct = pins.keys.filter((key, index) => !hasKey(pins.keys.slice(0, index), key));
  const count = distinct.filter(hasSigned).length;
  if (pins.threshold < 1 || count < pins.threshold) {
    throw new PermitError('TRUST_UNSIGNED', { detail: `root: ${count} of ${pins.threshold} signatures` });
  }
}

function hasKey(keys: readonly Ed25519PublicKey[], key: Ed25519PublicKey): boolean {
  return keys.some((other) => equalBytes(other, key));
}

function isSignedBy(input: {
  readonly sign: CoseSign;
  readonly publicKey: Ed25519PublicKey;
  readonly engine: Ed25519Engine;
}): boolean {
  return input.sign.signatures.some((signature) => isSignatureOf({ ...input, signature }));
}

/** Every signature is one of the key that the payload names in its place: none more, none less, none damaged. */
function verifyAll(sign: CoseSign, signedBy: readonly Ed25519PublicKey[], engine: Ed25519Engine): void {
  const good =
    sign.signatures.length === signedBy.length &&
    sign.signatures.every((signature, index) => {
      const publicKey = signedBy[index];
      return publicKey !== undefined && isSignatureOf({ sign, signature, publicKey, engine });
    });
  if (!good) throw new PermitError('TRUST_UNSIGNED', { detail: 'root: a signature is missing or wrong' });
}

function isSignatureOf(input: {
  readonly sign: CoseSign;
  readonly signature: CoseSignature;
  readonly publicKey: Ed25519PublicKey;
  readonly engine: Ed25519Engine;
}): boolean {
  const { protectedHeader } = input.signature;
  const keyId = protectedHeader.get(HEADER.KID);
  const named = keyId instanceof Uint8Array && equalBytes(keyId, keyIdOf(input.publicKey));
  return named && protectedHeader.size === 2 && verifySignSignature(input);
}
