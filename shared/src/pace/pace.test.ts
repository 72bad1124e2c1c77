import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bigIntToBytes, fromHex, toHex } from '../bytes/index.ts';
import { camData, openCamData, sealCamData, verifyCam } from './chip-authentication-mapping.ts';
import {
  decodePaceCommand,
  decodePaceResponse,
  encodePaceCommand,
  encodePaceResponse,
} from './dynamic-authentication-data.ts';
import { mapGenerator } from './generic-mapping.ts';
import { agree, derivePublic } from './key-agreement.ts';
import { decryptNonce, encryptNonce, passwordKey } from './nonce.ts';
import { findMapping, PACE_OIDS } from './oids.ts';
import { scalarFromRandom } from './scalar.ts';

const secret = (value: number): Uint8Array => bigIntToBytes(BigInt(value), 32);
const point = derivePublic('P-256', secret(5));

/** The smallest scalar above `from` whose public point has a leading zero byte in x. */
function leadingZeroScalar(from: number): number {
  let value = from;
  while (derivePublic('P-256', secret(value))[1] !== 0) value += 1;
  return value;
}

test('both ends map to the same generator and agree on the same secret', () => {
  const nonce = new Uint8Array(16).fill(0xab);
  const [a, b, x, y] = [secret(1001), secret(2002), secret(3003), secret(4004)];
  const atTerminal = mapGenerator({ curve: 'P-256', nonce, secretKey: a, peerPoint: derivePublic('P-256', b) });
  const atChip = mapGenerator({ curve: 'P-256', nonce, secretKey: b, peerPoint: derivePublic('P-256', a) });
  expect(toHex(atTerminal)).toBe(toHex(atChip));
  const atX = agree('P-256', x, derivePublic('P-256', y, atTerminal));
  expect(toHex(atX)).toBe(toHex(agree('P-256', y, derivePublic('P-256', x, atTerminal))));
});

test('an x-coordinate with a leading zero keeps its 32 bytes, in points and in secrets', () => {
  const value = leadingZeroScalar(1);
  const publicKey = derivePublic('P-256', secret(value));
  expect([publicKey.length, publicKey[1]]).toEqual([65, 0]);
  const shared = agree('P-256', secret(1), publicKey);
  expect([shared.length, shared[0]]).toEqual([32, 0]);
  expect(toHex(agree('P-256', secret(value), derivePublic('P-256', secret(1))))).toBe(toHex(shared));
});

test('a nonce of zero maps to the shared point itself', () => {
  const nonce = new Uint8Array(16);
  const mapped = mapGenerator({
    curve: 'P-256',
    nonce,
    secretKey: secret(3),
    peerPoint: derivePublic('P-256', secret(4)),
  });
  expect(toHex(mapped)).toBe(toHex(derivePublic('P-256', secret(12))));
});

test('a mapped generator at infinity is refused', () => {
  // s = 1 and H = −G: the sum is the point at infinity.
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const nonce = bigIntToBytes(1n, 16);
  const peerPoint = derivePublic('P-256', bigIntToBytes(order - 1n, 32));
  const run = (): unknown => mapGenerator({ curve: 'P-256', nonce, secretKey: secret(1), peerPoint });
  expect(run).toThrow(expect.objectContaining({ code: 'PACE_MALFORMED' }));
});

test.each([
  ['compressed', `02${toHex(point).slice(2, 66)}`],
  ['cut short', toHex(point).slice(0, -2)],
  ['off the curve', `${toHex(point).slice(0, -2)}00`],
  ['at infinity', '00'],
])('a point that is %s is refused with PACE_MALFORMED', (_, hex) => {
  expect(() => agree('P-256', secret(5), fromHex(hex))).toThrow(expect.objectContaining({ code: 'PACE_MALFORMED' }));
});

test('the nonce comes back under the same password and not under another', () => {
  const nonce = new Uint8Array(16).fill(1);
  const key = passwordKey(Uint8Array.of(0x31, 0x32, 0x33));
  const other = passwordKey(Uint8Array.of(0x31, 0x32, 0x34));
  expect(decryptNonce(key, encryptNonce(key, nonce))).toEqual(nonce);
  expect(decryptNonce(other, encryptNonce(key, nonce))).not.toEqual(nonce);
});

test('chip-authentication data proves the static key, and only for its own mapping key', () => {
  const staticSecret = secret(777);
  const mappingSecret = secret(888);
  const caIc = camData({ staticSecret, mappingSecret });
  const staticPublicKey = derivePublic('P-256', staticSecret);
  const mappingPublicKey = derivePublic('P-256', mappingSecret);
  expect(verifyCam({ caIc, staticPublicKey, mappingPublicKey })).toBe(true);
  const others = [
    { caIc, staticPublicKey, mappingPublicKey: derivePublic('P-256', secret(889)) },
    { caIc, staticPublicKey: derivePublic('P-256', secret(778)), mappingPublicKey },
    { caIc: camData({ staticSecret: secret(778), mappingSecret }), staticPublicKey, mappingPublicKey },
    { caIc: new Uint8Array(32), staticPublicKey, mappingPublicKey },
    { caIc: caIc.subarray(1), staticPublicKey, mappingPublicKey },
    { caIc, staticPublicKey: new Uint8Array(65), mappingPublicKey },
  ];
  expect(others.map((one) => verifyCam(one))).toEqual(others.map(() => false));
});

test('the negated data is refused: whole points are compared, not x-coordinates', () => {
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const caIc = camData({ staticSecret: secret(7), mappingSecret: secret(9) });
  const negated = bigIntToBytes(order - BigInt(`0x${toHex(caIc)}`), 32);
  const keys = {
    staticPublicKey: derivePublic('P-256', secret(7)),
    mappingPublicKey: derivePublic('P-256', secret(9)),
  };
  expect(verifyCam({ caIc: negated, ...keys })).toBe(false);
});

test('chip-authentication data comes back under its key; other lengths and keys are refused', () => {
  const key = new Uint8Array(16).fill(3);
  const caIc = camData({ staticSecret: secret(7), mappingSecret: secret(9) });
  const sealed = sealCamData(key, caIc);
  expect(sealed.length).toBe(48);
  expect(openCamData(key, sealed)).toEqual(caIc);
  expect(() => openCamData(key, sealed.subarray(16))).toThrow(expect.objectContaining({ code: 'PACE_MALFORMED' }));
  expect(() => openCamData(new Uint8Array(16), sealed)).toThrow(expect.objectContaining({ code: 'PACE_MALFORMED' }));
});

test('every step comes back as it was sent', () => {
  const token = new Uint8Array(8).fill(1);
  const commands = [
    { kind: 'nonce' },
    { kind: 'mapping', point },
    { kind: 'agreement', point },
    { kind: 'token', token },
  ] as const;
  for (const command of commands) expect(decodePaceCommand(encodePaceCommand(command))).toEqual(command);
  const responses = [
    { kind: 'nonce', encryptedNonce: new Uint8Array(16) },
    { kind: 'mapping', point },
    { kind: 'agreement', point },
    { kind: 'token', token, authorities: ['ZZPERMIT00002', 'ZZPERMIT00001'], sealedCamData: new Uint8Array(48) },
    { kind: 'token', token, authorities: [] },
  ] as const;
  for (const response of responses)
    expect(decodePaceResponse(response.kind, encodePaceResponse(response))).toEqual(response);
});

test.each(['7b00', '7c028000', '7c03850101860101', '7c0485008600', ''])(
  'refuses %s as an answer of the last step',
  (hex) => {
    expect(() => decodePaceResponse('token', fromHex(hex))).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^(PACE_MALFORMED|TLV_)/) }),
    );
  },
);

test('scalars from any 48 bytes are in range', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 48, maxLength: 48 }), (random) => {
      expect(derivePublic('P-256', scalarFromRandom('P-256', random)).length).toBe(65);
    }),
    { numRuns: 25 },
  );
  expect(() => scalarFromRandom('P-256', new Uint8Array(32))).toThrow(RangeError);
});

test('protocols are told by their object identifier', () => {
  expect([findMapping(PACE_OIDS.cam), findMapping(PACE_OIDS.gm), findMapping(fromHex('04007f00070202040402'))]).toEqual(
    ['cam', 'gm', undefined],
  );
});
