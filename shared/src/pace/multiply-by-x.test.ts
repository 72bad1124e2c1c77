import { createECDH } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bigIntToBytes, toHex } from '../bytes/index.ts';
import {
  camData,
  derivePublic,
  type KeyAgreement,
  mapGenerator,
  multiplyByX,
  nobleKeyAgreement,
  scalarFromRandom,
  verifyCam,
} from './index.ts';

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

function agreeX(secret: Uint8Array, peer: Uint8Array): Uint8Array {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(secret);
  return new Uint8Array(ecdh.computeSecret(peer));
}
const byX: KeyAgreement = { ...nobleKeyAgreement, agree: agreeX, multiply: multiplyByX(agreeX) };

const secrets = fc.uint8Array({ minLength: 48, maxLength: 48 }).map((random) => scalarFromRandom('P-256', random));
const secret = (value: bigint): Uint8Array => bigIntToBytes(value, 32);

function expectSamePoint(a: Uint8Array, b: Uint8Array): void {
  const point = derivePublic('P-256', b);
  expect(toHex(byX.multiply(a, point))).toBe(toHex(derivePublic('P-256', a, point)));
}

test('two x-coordinates give the whole point', () => {
  fc.assert(fc.property(secrets, secrets, expectSamePoint), { numRuns: 25 });
});

test.each([1n, 2n, 3n, ORDER - 3n, ORDER - 2n, ORDER - 1n])('and so they do for the secret %i', (value) => {
  expectSamePoint(secret(value), secret(1n));
  expectSamePoint(secret(value), secret(value));
});

test('generators are mapped and chip-authentication data is judged as without it', () => {
  const options = {
    curve: 'P-256',
    nonce: new Uint8Array(16).fill(0xab),
    secretKey: secret(77n),
    peerPoint: derivePublic('P-256', secret(88n)),
  } as const;
  expect(toHex(mapGenerator({ ...options, agreement: byX }))).toBe(toHex(mapGenerator(options)));
  const caIc = camData({ staticSecret: secret(7n), mappingSecret: secret(9n) });
  const negated = secret(ORDER - BigInt(`0x${toHex(caIc)}`));
  const staticPublicKey = derivePublic('P-256', secret(7n));
  const mappingPublicKey = derivePublic('P-256', secret(9n));
  const judge = (data: Uint8Array): boolean =>
    verifyCam({ caIc: data, staticPublicKey, mappingPublicKey, agreement: byX });
  expect([judge(caIc), judge(negated), judge(secret(1n))]).toEqual([true, false, false]);
});

test.each([
  ['a secret of zero', secret(0n), derivePublic('P-256', secret(5n)), RangeError],
  [
    'a point off the curve',
    secret(5n),
    new Uint8Array(65).fill(4),
    expect.objectContaining({ code: 'PACE_MALFORMED' }),
  ],
])('%s is refused', (_, scalar, point, fault) => {
  expect(() => byX.multiply(scalar, point)).toThrow(fault);
});
