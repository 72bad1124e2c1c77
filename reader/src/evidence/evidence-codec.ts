import { equalBytes } from '@residence-permit/shared/bytes';
import { type CborLimits, type CborValue, decodeCbor, encodeCbor, expectBytes } from '@residence-permit/shared/cbor';
import { DecodeError } from '@residence-permit/shared/errors';
import { portableSha256 } from '@residence-permit/shared/mdoc';
import { decodeContent, encodeContent } from './evidence-content.ts';
import type { TapEvidence } from './evidence.ts';

/** Largest evidence file, in bytes; most of it are status lists. */
export const MAX_EVIDENCE_BYTES = 16 * 1024 * 1024;
const DIGEST_BYTES = 32;
const OUTER_LIMITS: CborLimits = { maxBytes: MAX_EVIDENCE_BYTES, maxDepth: 1, tags: [] };
const CONTENT_LIMITS: CborLimits = { maxBytes: MAX_EVIDENCE_BYTES, maxDepth: 8, tags: [] };

/**
 * Evidence as a file: `[bstr .cbor content, SHA-256 of content]`, deterministic CBOR. Definition: docs/evidence.md.
 * @throws RangeError when it is larger than `MAX_EVIDENCE_BYTES`
 */
export function encodeEvidence(evidence: TapEvidence): Uint8Array {
  const content = encodeCbor(encodeContent(evidence));
  const bytes = encodeCbor([content, portableSha256(content)]);
  if (bytes.length > MAX_EVIDENCE_BYTES) throw new RangeError(`evidence: ${bytes.length} bytes`);
  return bytes;
}

/**
 * The evidence in a file that is whole. The check sum finds damage; it proves nothing about who wrote the file.
 * @throws DecodeError EVIDENCE_BAD
 */
export function decodeEvidence(bytes: Uint8Array): TapEvidence {
  try {
    return decodeContent(decodeCbor(openSeal(decodeCbor(bytes, OUTER_LIMITS)), CONTENT_LIMITS));
  } catch (cause) {
    if (cause instanceof DecodeError && cause.code === 'EVIDENCE_BAD') throw cause;
    if (cause instanceof DecodeError) throw new DecodeError('EVIDENCE_BAD', cause.offset, cause.code);
    throw cause;
  }
}

function openSeal(value: CborValue): Uint8Array {
  const bad = (what: string): DecodeError => new DecodeError('EVIDENCE_BAD', 0, what);
  if (!Array.isArray(value) || value.length !== 2) throw bad('want content and digest');
  const [content, digest] = value;
  const contentBytes = expectBytes(content, { code: 'EVIDENCE_BAD', what: 'content' });
  const digestBytes = expectBytes(digest, { code: 'EVIDENCE_BAD', what: 'digest' }, DIGEST_BYTES);
  if (!equalBytes(portableSha256(contentBytes), digestBytes)) throw bad('check sum');
  return contentBytes;
}
