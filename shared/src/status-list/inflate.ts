import { concatBytes } from '../bytes/index.ts';
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
  return concatBytes(...parts);
}

async function feed(writer: WritableStreamDefaultWriter, bytes: Uint8Array): Promise<void> {
  await writer.write(bytes);
  await writer.close();
}
