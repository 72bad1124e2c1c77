import { bigIntToBytes } from '@residence-permit/shared/bytes';
import { derivePublic, nobleKeyAgreement } from '@residence-permit/shared/pace';
import { expect, test } from 'vitest';
import { nodeKeyAgreement } from './node-key-agreement.ts';

const secret = (value: number): Uint8Array => bigIntToBytes(BigInt(value), 32);

test('answers as the portable one does, leading zeros of a coordinate included', () => {
  let leadingZeros = 0;
  for (let value = 1; value <= 600; value += 1) {
    const peer = derivePublic('P-256', secret(value));
    expect(nodeKeyAgreement.publicKey(secret(value))).toEqual(peer);
    const shared = nodeKeyAgreement.agree(secret(1), peer);
    expect(shared).toEqual(peer.slice(1, 33));
    if (shared[0] === 0) leadingZeros += 1;
  }
  expect(leadingZeros).toBeGreaterThan(0);
  expect(nodeKeyAgreement.agree(secret(77), derivePublic('P-256', secret(88)))).toEqual(
    nobleKeyAgreement.agree(secret(77), derivePublic('P-256', secret(88))),
  );
});

test('multiplies whole points as the portable one does', () => {
  const point = derivePublic('P-256', secret(88));
  for (let value = 1; value <= 20; value += 1) {
    expect(nodeKeyAgreement.multiply(secret(value), point)).toEqual(nobleKeyAgreement.multiply(secret(value), point));
  }
});

test.each([
  ['compressed', () => Uint8Array.of(2, ...derivePublic('P-256', secret(3)).slice(1, 33))],
  ['off the curve', () => derivePublic('P-256', secret(3)).with(64, 0)],
  ['at infinity', () => Uint8Array.of(0)],
])('refuses a point that is %s, as the portable one does', (_, peer) => {
  for (const agreement of [nodeKeyAgreement, nobleKeyAgreement]) {
    const refused = expect.objectContaining({ code: 'PACE_MALFORMED' });
    expect(() => agreement.agree(secret(5), peer())).toThrow(refused);
    expect(() => agreement.multiply(secret(5), peer())).toThrow(refused);
  }
});
