import { deflateRawSync, deflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inflateZlib } from './inflate.ts';

const LIMIT = 100_000;

describe('inflateZlib', () => {
  test('unpacks what zlib packed at any level', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5_000 }), fc.integer({ min: 0, max: 9 }), async (bytes, level) => {
        expect(await inflateZlib(deflateSync(bytes, { level }), LIMIT)).toEqual(bytes);
      }),
      { numRuns: 30 },
    );
  });

  test('gives exactly as much as is allowed, and refuses one byte more', async () => {
    const packed = deflateSync(new Uint8Array(LIMIT));
    await expect(inflateZlib(packed, LIMIT)).resolves.toHaveLength(LIMIT);
    await expect(inflateZlib(packed, LIMIT - 1)).rejects.toMatchObject({ code: 'STATUS_MALFORMED' });
  });

  test('stops early at 64 MB of zeros that arrive in 64 kB', async () => {
    const bomb = deflateSync(new Uint8Array(64 * 1024 * 1024), { level: 9 });
    expect(bomb.length).toBeLessThan(70_000);
    const before = process.memoryUsage().arrayBuffers;
    await expect(inflateZlib(bomb, LIMIT)).rejects.toMatchObject({ code: 'STATUS_MALFORMED' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 1024 * 1024);
  });

  test('refuses every truncation', async () => {
    const packed = deflateSync(Uint8Array.from({ length: 300 }, (_, index) => (index * index) % 251));
    for (let length = 0; length < packed.length; length++) {
      await expect(inflateZlib(packed.subarray(0, length), LIMIT)).rejects.toMatchObject({ code: 'STATUS_MALFORMED' });
    }
  });

  test('refuses bytes after the end, and data without the zlib frame', async () => {
    const bytes = new Uint8Array(50).fill(7);
    const trailing = Uint8Array.from([...deflateSync(bytes), 0]);
    await expect(inflateZlib(trailing, LIMIT)).rejects.toMatchObject({ code: 'STATUS_MALFORMED' });
    await expect(inflateZlib(deflateRawSync(bytes), LIMIT)).rejects.toMatchObject({ code: 'STATUS_MALFORMED' });
  });
});
