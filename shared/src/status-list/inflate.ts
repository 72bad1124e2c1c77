import { concatBytes, readUint } from '../bytes/index.ts';
import { DecodeError } from '../errors/index.ts';

/**
 * Unpacks zlib data (RFC 1950) with the platform's `DecompressionStream` and stops as soon as the output is larger
 * than allowed: memory is bounded by the limit, not by what the input claims.
 * @throws DecodeError STATUS_MALFORMED
 */
export async function inflateZlib(compressed: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  const stream = new DecompressionStream('deflate');
  const writing = feed(stream.writable.getWriter(), compressed);
  const reader = stream.readable.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      if (length > maxBytes) throw new RangeError(`more than ${maxBytes} bytes`);
      parts.push(value);
    }
    await writing;
  } catch (cause) {
    await Promise.allSettled([reader.cancel(), writing]);
    throw new DecodeError('STATUS_MALFORMED', 0, cause instanceof Error ? cause.message : 'zlib');
  }
  const bytes = concatBytes(...parts);
  // Node lets bytes follow the stream, browsers do not; the checksum at the very end settles it.
  if (compressed.length < 4 || readUint(compressed.subarray(-4)) !== adler32(bytes)) {
    throw new DecodeError('STATUS_MALFORMED', compressed.length, 'zlib: bytes follow the stream');
  }
  return bytes;
}

/** RFC 1950 §9. The sums stay exact for 5552 bytes before they must be reduced. */
function adler32(bytes: Uint8Array): number {
  let low = 1;
  let high = 0;
  for (let start = 0; start < bytes.length; start += 5552) {
    for (const byte of bytes.subarray(start, start + 5552)) {
      low += byte;
      high += low;
    }
    low %= 65_521;
    high %= 65_521;
  }
  return high * 0x1_0000 + low;
}

async function feed(writer: WritableStreamDefaultWriter, bytes: Uint8Array): Promise<void> {
  await writer.write(bytes);
  await writer.close();
}
