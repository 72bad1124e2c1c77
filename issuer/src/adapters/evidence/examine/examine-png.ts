import { crc32 } from 'node:zlib';
import { equalBytes, readUint } from '@residence-permit/shared/bytes';
import { type EvidenceRefusal, PICTURE_MAX_PIXELS, PICTURE_MAX_SIDE } from './evidence-limits.ts';
import { latin1Of } from './find-bytes.ts';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Length and type before the data, checksum behind it. PNG (W3C, 3rd edition) §5.3. */
const HEAD_BYTES = 8;
const CRC_BYTES = 4;
const IHDR_BYTES = 13;
/** Bytes of all chunks that are not the picture: a colour profile and some words. Compressed ones unfold by 1,032 at most. */
const MAX_ANCILLARY_BYTES = 2 ** 20;
/** Writers split the picture in pieces of 8 kB and more. */
const MAX_CHUNKS = 20_000;
/** Chunks of an animation: the picture is not one picture. §11.3.5. */
const ANIMATION = new Set(['acTL', 'fcTL', 'fdAT']);

type Chunk = { readonly type: string; readonly data: Uint8Array; readonly end: number };

/**
 * Walks the chunks of a PNG without inflating them and answers why it is not taken: checksums right, IHDR first, IEND last,
 * nothing behind it.
 */
export function examinePng(bytes: Uint8Array): EvidenceRefusal | undefined {
  if (!equalBytes(bytes.subarray(0, SIGNATURE.length), SIGNATURE)) return 'EVIDENCE_TYPE_REFUSED';
  let [offset, ancillary, pieces] = [SIGNATURE.length, 0, 0];
  for (let count = 0; count < MAX_CHUNKS; count += 1) {
    const chunk = chunkAt(bytes, offset);
    if (chunk === undefined || ANIMATION.has(chunk.type)) return 'EVIDENCE_TYPE_REFUSED';
    if ((count === 0) !== (chunk.type === 'IHDR')) return 'EVIDENCE_TYPE_REFUSED';
    if (chunk.type === 'IHDR') {
      const refusal = examineHeader(chunk.data);
      if (refusal !== undefined) return refusal;
    }
    if (chunk.type === 'IDAT') pieces += 1;
    else ancillary += chunk.data.length;
    if (ancillary > MAX_ANCILLARY_BYTES) return 'EVIDENCE_BOMB';
    offset = chunk.end;
    if (chunk.type === 'IEND') {
      if (chunk.data.length > 0 || pieces === 0) return 'EVIDENCE_TYPE_REFUSED';
      return offset === bytes.length ? undefined : 'EVIDENCE_POLYGLOT';
    }
  }
  return 'EVIDENCE_BOMB';
}

function chunkAt(bytes: Uint8Array, offset: number): Chunk | undefined {
  const start = offset + HEAD_BYTES;
  const length = readUint(bytes.subarray(offset, offset + 4));
  const end = start + length + CRC_BYTES;
  if (end > bytes.length) return undefined;
  const crc = readUint(bytes.subarray(start + length, end));
  if (crc32(bytes.subarray(offset + 4, start + length)) !== crc) return undefined;
  return { type: latin1Of(bytes.subarray(offset + 4, start)), data: bytes.subarray(start, start + length), end };
}

/** Width (4 bytes), height (4), and five bytes that the decoder checks. §11.2.1. */
function examineHeader(data: Uint8Array): EvidenceRefusal | undefined {
  if (data.length !== IHDR_BYTES) return 'EVIDENCE_TYPE_REFUSED';
  const [width, height] = [readUint(data.subarray(0, 4)), readUint(data.subarray(4, 8))];
  if (width === 0 || height === 0) return 'EVIDENCE_TYPE_REFUSED';
  const isHuge = Math.max(width, height) > PICTURE_MAX_SIDE || width * height > PICTURE_MAX_PIXELS;
  return isHuge ? 'EVIDENCE_BOMB' : undefined;
}
