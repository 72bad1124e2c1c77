import { encodeResponse } from '@residence-permit/shared/apdu';
import { makeSmCipher } from '@residence-permit/shared/secure-messaging';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCapacity, SHORT_BUFFERS } from './card-buffers.ts';

const cipher = makeSmCipher({ enc: new Uint8Array(16).fill(1), mac: new Uint8Array(16).fill(2) });
const protectedBytes = (plainBytes: number): number =>
  encodeResponse(cipher.sealResponse(2n, { data: new Uint8Array(plainBytes), sw: 0x9000 })).length;

describe('what fits one protected response', () => {
  it('is 223 bytes with short buffers', () => {
    expect(readCapacity(SHORT_BUFFERS)).toBe(223);
    expect(protectedBytes(223)).toBeLessThanOrEqual(258);
  });

  it('is 2015 bytes of the 2048 that this profile publishes', () => {
    expect(readCapacity({ maxCommandBytes: 2048, maxResponseBytes: 2048 })).toBe(2015);
  });

  it('fits whatever buffer is published, and one cipher block more would not, unless Ne would then be short', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 65_537 }), (maxResponseBytes) => {
        const capacity = readCapacity({ maxCommandBytes: 261, maxResponseBytes });
        expect(protectedBytes(capacity)).toBeLessThanOrEqual(maxResponseBytes);
        // Ne of 224 to 256 is written short, and the protected data would then pass 256 bytes.
        if (capacity !== 223) expect(protectedBytes(capacity + 16)).toBeGreaterThan(maxResponseBytes);
      }),
    );
  });

  it('is nothing where not even one block fits', () => {
    expect(readCapacity({ maxCommandBytes: 261, maxResponseBytes: 30 })).toBe(0);
  });
});
