/**
 * Framing of the vpcd socket: `len16be || body`, both ways. A body of one byte from the reader is a control byte.
 * Source: Debian vsmartcard-vpcd 3.3, as observed on the wire.
 */

/** The largest body that the 16-bit length can state; vpcd drops the connection above it. */
export const MAX_FRAME_BYTES = 0xffff;

/** The control bytes. Only `getAtr` is answered. */
export const VPCD_CONTROL = { powerOff: 0x00, powerOn: 0x01, reset: 0x02, getAtr: 0x04 } as const;

/**
 * One frame, length and body in one piece, so that it goes out in one write and one TCP segment.
 * @throws RangeError for a body that the length cannot state, or an empty one, at which vpcd and its clients hang
 */
export function encodeFrame(body: Uint8Array): Uint8Array {
  if (body.length === 0 || body.length > MAX_FRAME_BYTES) {
    throw new RangeError(`body: want 1..${MAX_FRAME_BYTES} bytes, got ${body.length}`);
  }
  const frame = new Uint8Array(2 + body.length);
  new DataView(frame.buffer).setUint16(0, body.length);
  frame.set(body, 2);
  return frame;
}

/** Cuts a byte stream into frame bodies. Holds at most one unfinished frame, so at most 65537 bytes plus one chunk. */
export class FrameReader {
  #pending = new Uint8Array(0);

  /** The bodies that this chunk completes, in order; each is a copy. */
  push(chunk: Uint8Array): readonly Uint8Array[] {
    const bytes = new Uint8Array(this.#pending.length + chunk.length);
    bytes.set(this.#pending);
    bytes.set(chunk, this.#pending.length);
    const view = new DataView(bytes.buffer);
    const bodies: Uint8Array[] = [];
    let at = 0;
    while (at + 2 <= bytes.length) {
      const end = at + 2 + view.getUint16(at);
      if (end > bytes.length) break;
      bodies.push(bytes.slice(at + 2, end));
      at = end;
    }
    this.#pending = bytes.slice(at);
    return bodies;
  }
}
