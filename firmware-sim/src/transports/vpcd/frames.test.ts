import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeFrame, FrameReader, MAX_FRAME_BYTES } from './frames.ts';

describe('vpcd frames', () => {
  it('come out of the stream as they went in, however the stream is cut', () => {
    const bodies = fc.array(fc.uint8Array({ minLength: 1, maxLength: 600 }), { maxLength: 8 });
    fc.assert(
      fc.property(bodies, fc.integer({ min: 1, max: 50 }), (sent, step) => {
        const stream = Uint8Array.from(sent.flatMap((body) => [...encodeFrame(body)]));
        const reader = new FrameReader();
        const received: Uint8Array[] = [];
        for (let at = 0; at < stream.length; at += step) received.push(...reader.push(stream.subarray(at, at + step)));
        expect(received).toEqual(sent);
      }),
    );
  });

  it('carry the largest body that the length can state', () => {
    const body = new Uint8Array(MAX_FRAME_BYTES).fill(7);
    expect(new FrameReader().push(encodeFrame(body))).toEqual([body]);
  });

  it('are never empty and never larger than the length can state', () => {
    expect(() => encodeFrame(new Uint8Array(0))).toThrow(RangeError);
    expect(() => encodeFrame(new Uint8Array(MAX_FRAME_BYTES + 1))).toThrow(RangeError);
  });

  it('of no bytes are passed on as empty bodies when the other end sends them', () => {
    expect(new FrameReader().push(Uint8Array.of(0, 0, 0, 1, 4))).toEqual([new Uint8Array(0), Uint8Array.of(4)]);
  });
});
