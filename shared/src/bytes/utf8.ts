const ENCODER = new TextEncoder();
const DECODER = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** UTF-8. @throws RangeError when the text holds half a surrogate pair, which UTF-8 cannot carry */
export function encodeUtf8(text: string): Uint8Array {
  if (LONE_SURROGATE.test(text)) throw new RangeError('text: holds half of a surrogate pair');
  return ENCODER.encode(text);
}

const LONE_SURROGATE = /\p{Surrogate}/u;

/** The text of strict UTF-8, a leading byte order mark kept. @throws TypeError when the bytes are not valid UTF-8 */
export function decodeUtf8(bytes: Uint8Array): string {
  return DECODER.decode(bytes);
}
