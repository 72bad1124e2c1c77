import { concatBytes } from '@residence-permit/shared/bytes';
import { expect, test } from 'vitest';
import { decodePersoStatus } from './perso-status.ts';

const sha256 = new Uint8Array(32).fill(0xab);

test('reads one entry a target', () => {
  const data = concatBytes(Uint8Array.of(9, 0x0b, 0xb8), sha256, Uint8Array.of(0x40, 0, 6), sha256);
  expect(decodePersoStatus(data)).toEqual([
    { target: 9, length: 3000, sha256 },
    { target: 0x40, length: 6, sha256 },
  ]);
  expect(decodePersoStatus(new Uint8Array())).toEqual([]);
});

test('refuses an answer that was cut', () => {
  const data = concatBytes(Uint8Array.of(9, 0x0b, 0xb8), sha256);
  for (let length = 1; length < data.length; length += 1) {
    expect(() => decodePersoStatus(data.slice(0, length))).toThrow(
      expect.objectContaining({ code: 'RECORD_MALFORMED' }),
    );
  }
});
