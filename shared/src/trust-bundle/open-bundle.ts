import type { CborLimits } from '../cbor/index.ts';
import { type Ed25519Engine, type Ed25519PublicKey, type Ed25519Signer, keyIdOf, verifySign1 } from '../cose/index.ts';
import { equalBytes } from '../bytes/index.ts';
import { PermitError } from '../errors/index.ts';
import { decodeKeyedSign1, signKeyedSign1 } from '../records/index.ts';
import { decodeTrustBundle, encodeTrustBundle, MAX_BUNDLE_PAYLOAD_BYTES, type TrustBundle } from './trust-bundle.ts';

const LIMITS: CborLimits = { maxBytes: MAX_BUNDLE_PAYLOAD_BYTES + 256, maxDepth: 3, tags: [18] };

/** Makes `bundle.cbor`. It never leaves here without reading back. */
export async function signTrustBundle(bundle: TrustBundle, signer: Ed25519Signer): Promise<Uint8Array> {
  const payloadBytes = encodeTrustBundle(bundle);
  decodeTrustBundle(payloadBytes);
  return signKeyedSign1(payloadBytes, signer);
}

/**
 * The bundle in `bundle.cbor`, after its signature was verified under a key that the root names.
 * @throws DecodeError a CBOR code, COSE_* or TRUST_MALFORMED
 * @throws PermitError TRUST_UNSIGNED
 */
export function openTrustBundle(input: {
  readonly bundleBytes: Uint8Array;
  readonly bundleKeys: readonly Ed25519PublicKey[];
  readonly engine: Ed25519Engine;
}): TrustBundle {
  const { sign1, keyId } = decodeKeyedSign1(input.bundleBytes, LIMITS);
  const publicKey = findKey(input.bundleKeys, keyId);
  if (publicKey === undefined || !verifySign1({ sign1, publicKey, engine: input.engine })) {
    throw new PermitError('TRUST_UNSIGNED', { detail: 'bundle' });
  }
  return decodeTrustBundle(sign1.payloadBytes);
}

/** The key with this id, if it is one of those named. */
export function findKey(keys: readonly Ed25519PublicKey[], keyId: Uint8Array): Ed25519PublicKey | undefined {
  return keys.find((key) => equalBytes(keyIdOf(key), keyId));
}
