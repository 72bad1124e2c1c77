import { type CborLimits, decodeCbor, encodeCbor } from '../cbor/index.ts';
import { DecodeError } from '../errors/index.ts';

const CHAIN_LIMITS: CborLimits = { maxBytes: 4096, maxDepth: 1, tags: [] };
const MAX_CERTIFICATES = 4;

/** Content of DG12: the signer's certificate in DER first, then those above it. */
export function encodeCertificateChain(certificates: readonly Uint8Array[]): Uint8Array {
  return encodeCbor(certificates);
}

/**
 * The certificates of DG12. A hint only: trust comes from the bundle or from a pinned authority root.
 * @throws DecodeError a CBOR code or RECORD_MALFORMED
 */
export function decodeCertificateChain(fileBytes: Uint8Array): readonly Uint8Array[] {
  const value = decodeCbor(fileBytes, CHAIN_LIMITS);
  const certificates = Array.isArray(value) ? value.filter((entry) => entry instanceof Uint8Array) : [];
  const whole = Array.isArray(value) && certificates.length === value.length;
  if (!whole || certificates.length === 0 || certificates.length > MAX_CERTIFICATES) {
    throw new DecodeError('RECORD_MALFORMED', 0, 'DG12');
  }
  return certificates;
}
