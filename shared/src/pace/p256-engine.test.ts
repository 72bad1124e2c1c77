import { createECDH } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bigIntToBytes, toHex } from '../bytes/index.ts';
import { agree, camData, derivePublic, mapGenerator, type P256Engine, scalarFromRandom, verifyCam } from './index.ts';

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const opensslEngine: P256Engine = {
  multiplyX(secret, point) {
    const ecdh = createECDH('prime256v1');
    ecdh.setPrivateKey(secret);
    return new Uint8Array(ecdh.computeSecret(point));
  },
};
const secrets = fc.uint8Array({ minLength: 48, maxLength: 48 }).map((random) => scalarFromRandom('P-256', random));
const secret = (value: bigint): Uint8Array => bigIntToBytes(value, 32);

function expectSameWithEngine(a: Uint8Array, b: Uint8Array): void {
  const point = derivePublic('P-256', b);
  expect(toHex(derivePublic('P-256', b, undefined, opensslEngine))).toBe(toHex(point));
  expect(toHex(derivePublic('P-256', a, point, opensslEngine))).toBe(toHex(derivePublic('P-256', a, point)));
  expect(toHex(agree('P-256', a, point, opensslEngine))).toBe(toHex(agree('P-256', a, point)));
}

test('an engine that knows x-coordinates alone gives the same points', () => {
  fc.assert(fc.property(secrets, secrets, expectSameWithEngine), { numRuns: 20 });
});

test.each([1n, 2n, 3n, ORDER - 3n, ORDER - 2n, ORDER - 1n])('and so it does for the secret %i', (value) => {
  expectSameWithEngine(secret(value), secret(1n));
  expectSameWithEngine(secret(value), secret(value));
});

test('it maps generators and judges chip-authentication data alike', () => {
  const options = {
    curve: 'P-256',
    nonce: new Uint8Array(16).fill(0xab),
    secretKey: secret(77n),
    peerPoint: derivePublic('P-256', secret(88n)),
  } as const;
  expect(toHex(mapGenerator({ ...options, engine: opensslEngine }))).toBe(toHex(mapGenerator(options)));
  const caIc = camData({ staticSecret: secret(7n), mappingSecret: secret(9n) });
  const negated = secret(ORDER - BigInt(`0x${toHex(caIc)}`));
  const staticPublicKey = derivePublic('P-256', secret(7n));
  const mappingPublicKey = derivePublic('P-256', secret(9n));
  const judge = (data: Uint8Array): boolean =>
    verifyCam({ caIc: data, staticPublicKey, mappingPublicKey, engine: opensslEngine });
  expect([judge(caIc), judge(negated), judge(secret(1n))]).toEqual([true, false, false]);
});

test('it is not asked about the other curve', () => {
  const point = derivePublic('brainpoolP256r1', secret(5n));
  expect(toHex(agree('brainpoolP256r1', secret(6n), point, opensslEngine))).toBe(
    toHex(agree('brainpoolP256r1', secret(6n), point)),
  );
});
