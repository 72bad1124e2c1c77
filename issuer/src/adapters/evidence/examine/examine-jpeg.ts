import { type EvidenceRefusal, PICTURE_MAX_PIXELS, PICTURE_MAX_SIDE } from './evidence-limits.ts';

const MARKER = 0xff;
const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const TEM = 0x01;
/** ITU-T T.81 table B.1: start of frame, except DHT (C4), JPG (C8) and DAC (CC). */
const isFrame = (code: number) => code >= 0xc0 && code <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(code);
const isRestart = (code: number) => code >= 0xd0 && code <= 0xd7;

/** A progressive picture has about ten scans; thousands make a small file slow to decode. */
const MAX_SCANS = 40;
/** Segments before the picture: colour profiles and camera notes come in some tens. */
const MAX_SEGMENTS = 400;

/**
 * Walks a JPEG from SOI to EOI without decoding it and answers why it is not taken: segments by their lengths, declared size
 * in the one frame, nothing behind EOI. ITU-T T.81 annex B.
 */
export function examineJpeg(bytes: Uint8Array): EvidenceRefusal | undefined {
  if (bytes[0] !== MARKER || bytes[1] !== SOI) return 'EVIDENCE_TYPE_REFUSED';
  let [offset, frames, scans] = [2, 0, 0];
  for (let segments = 0; segments < MAX_SEGMENTS; segments += 1) {
    if (bytes[offset] !== MARKER) return 'EVIDENCE_TYPE_REFUSED';
    while (bytes[offset] === MARKER) offset += 1; // Fill bytes, §B.1.1.2.
    const code = bytes[offset] ?? 0;
    offset += 1;
    if (code === EOI) return atEnd({ bytes, offset, frames, scans });
    if (code === 0 || code === SOI || code === TEM || isRestart(code)) return 'EVIDENCE_TYPE_REFUSED';
    const length = ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0);
    if (length < 2 || offset + length > bytes.length) return 'EVIDENCE_TYPE_REFUSED';
    if (isFrame(code)) {
      frames += 1;
      const refusal = examineFrame(bytes.subarray(offset + 2, offset + length));
      if (refusal !== undefined || frames > 1) return refusal ?? 'EVIDENCE_TYPE_REFUSED';
    }
    offset += length;
    if (code === SOS) {
      scans += 1;
      if (frames === 0) return 'EVIDENCE_TYPE_REFUSED';
      if (scans > MAX_SCANS) return 'EVIDENCE_BOMB';
      offset = endOfScan(bytes, offset);
    }
  }
  return 'EVIDENCE_BOMB';
}

type WalkEnd = {
  readonly bytes: Uint8Array;
  readonly offset: number;
  readonly frames: number;
  readonly scans: number;
};

function atEnd({ bytes, offset, frames, scans }: WalkEnd): EvidenceRefusal | undefined {
  if (frames === 0 || scans === 0) return 'EVIDENCE_TYPE_REFUSED';
  return offset === bytes.length ? undefined : 'EVIDENCE_POLYGLOT';
}

/** Precision (1 byte), height (2), width (2), components (1). §B.2.2. */
function examineFrame(frame: Uint8Array): EvidenceRefusal | undefined {
  const [precision, heightHigh = 0, heightLow = 0, widthHigh = 0, widthLow = 0, components] = frame;
  const [height, width] = [(heightHigh << 8) | heightLow, (widthHigh << 8) | widthLow];
  if (precision !== 8 || height === 0 || width === 0) return 'EVIDENCE_TYPE_REFUSED';
  if (components !== 1 && components !== 3 && components !== 4) return 'EVIDENCE_TYPE_REFUSED';
  const isHuge = Math.max(width, height) > PICTURE_MAX_SIDE || width * height > PICTURE_MAX_PIXELS;
  return isHuge ? 'EVIDENCE_BOMB' : undefined;
}

/** The marker that ends entropy-coded data: FF 00 is a stuffed byte and FF D0 to D7 are restarts. §B.1.1.5. */
function endOfScan(bytes: Uint8Array, start: number): number {
  let offset = bytes.indexOf(MARKER, start);
  while (offset !== -1) {
    const next = bytes[offset + 1];
    if (next === undefined) return bytes.length;
    if (next !== 0 && next !== MARKER && !isRestart(next)) return offset;
    offset = bytes.indexOf(MARKER, offset + (next === MARKER ? 1 : 2));
  }
  return bytes.length;
}
