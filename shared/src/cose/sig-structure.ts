import { concatBytes, encodeUtf8 } from '../bytes/index.ts';
import { byteStringHead } from '../cbor/index.ts';
import type { Sign1 } from './sign1.ts';

/** The parts of a COSE_Sign1 that its signature covers. */
export type SignedParts = Pick<Sign1, 'protectedHeader' | 'protectedBytes' | 'payloadBytes'>;

const EMPTY = new Uint8Array(0);
const CONTEXT = 'Signature1';
/** An array of four (84) and its first member, a text of ten bytes (6A). RFC 8949 §3.1 */
const START = concatBytes(Uint8Array.of(0x84, 0x60 | CONTEXT.length), encodeUtf8(CONTEXT));

/**
 * What the signature of a COSE_Sign1 covers (RFC 9052 §4.4): `["Signature1", protected, external_aad, payload]`.
 * An empty protected header counts as an empty byte string, however it was sent.
 */
export function sigStructureBytes(parts: SignedParts, externalAad: Uint8Array): Uint8Array {
  const strings = [signedHeader(parts), externalAad, parts.payloadBytes];
  return concatBytes(START, ...strings.flatMap((bytes) => [byteStringHead(bytes.length), bytes]));
}

/** RFC 9052 §4.4: "if there are no protected header parameters, use a zero-length byte string". */
export function signedHeader(parts: Pick<Sign1, 'protectedHeader' | 'protectedBytes'>): Uint8Array {
  return parts.protectedHeader.size === 0 ? EMPTY : parts.protectedBytes;
}
