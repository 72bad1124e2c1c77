import { createInflate } from 'node:zlib';
import { latin1Of } from './find-bytes.ts';

/** What all streams of a PDF together may unfold to: twenty colour pages of A4 at 150 dots an inch. */
const MAX_INFLATED_BYTES = 256 * 2 ** 20;
/** Streams in one file; a scanned page has two or three. */
const MAX_STREAMS = 20_000;
/** How much of a stream is looked at to tell what it holds. */
const LOOK_BYTES = 1024;
/** An object stream begins with pairs of integers: object number and offset. ISO 32000-1 §7.5.7. */
const OBJECT_STREAM_START = /^[\s\0]*(%[^\r\n]*[\r\n]+[\s\0]*)*\d+[\s\0]+\d+/;
const STREAM_START = /stream\r?\n/g;
/** RFC 1950 §2.2: method deflate, window of at most 32 kB. */
const isZlib = (bytes: Uint8Array) =>
  ((bytes[0] ?? 0) & 0x8f) === 0x08 && (((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)) % 31 === 0;

/** The objects that hide in compressed streams, as text, or that the streams unfold too far. */
export type PdfStreams = { readonly kind: 'objects'; readonly texts: readonly string[] } | { readonly kind: 'bomb' };

/**
 * Unfolds every deflated stream of a PDF within a budget, off the event loop, and keeps those that hold objects. It goes by
 * what the bytes are, not by what their dictionary says, because the two may differ on purpose.
 */
export async function inflatePdfStreams(bytes: Uint8Array, text: string): Promise<PdfStreams> {
  const texts: string[] = [];
  let [budget, count] = [MAX_INFLATED_BYTES, 0];
  for (const { index, 0: keyword } of text.matchAll(STREAM_START)) {
    count += 1;
    if (count > MAX_STREAMS) return { kind: 'bomb' };
    const start = index + keyword.length;
    const end = text.indexOf('endstream', start);
    const packed = bytes.subarray(start, end === -1 ? bytes.length : end);
    if (!isZlib(packed)) continue;
    const { size, objects } = await inflate(packed, budget);
    budget -= size;
    if (budget < 0) return { kind: 'bomb' };
    if (objects !== undefined) texts.push(objects);
  }
  return { kind: 'objects', texts };
}

type Inflated = { readonly size: number; readonly objects: string | undefined };

/** Unfolds until the data ends, goes wrong, or the budget is spent; what came until then counts. */
async function inflate(packed: Uint8Array, budget: number): Promise<Inflated> {
  const inflater = createInflate();
  const kept: Uint8Array[] = [];
  let [size, keeps] = [0, true];
  inflater.end(packed);
  try {
    for await (const part of inflater as AsyncIterable<Uint8Array>) {
      size += part.length;
      if (keeps) kept.push(part);
      if (keeps && size >= LOOK_BYTES)
        keeps = OBJECT_STREAM_START.test(latin1Of(Buffer.concat(kept)).slice(0, LOOK_BYTES));
      if (!keeps) kept.length = 0;
      if (size > budget) break;
    }
  } catch {
    // Readers use what unfolds before the damage, so it is judged all the same.
  } finally {
    inflater.destroy();
  }
  const text = latin1Of(Buffer.concat(kept));
  return { size, objects: OBJECT_STREAM_START.test(text) ? text : undefined };
}
