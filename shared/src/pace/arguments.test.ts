import { expect, test } from 'vitest';
import { fromHex } from '../bytes/index.ts';
import {
  decodePaceCommand,
  decodePaceResponse,
  decryptNonce,
  derivePublic,
  encryptNonce,
  findCurve,
  mapGenerator,
  PARAMETER_ID,
} from './index.ts';

const secretKey = new Uint8Array(32).fill(3);
const peerPoint = derivePublic('P-256', secretKey);

test('nonces of another length than a block are the caller’s bug', () => {
  const key = new Uint8Array(16);
  const short = new Uint8Array(15);
  expect(() => encryptNonce(key, short)).toThrow(RangeError);
  expect(() => decryptNonce(key, short)).toThrow(RangeError);
  expect(() => mapGenerator({ curve: 'P-256', nonce: short, secretKey, peerPoint })).toThrow(RangeError);
});

test('secrets outside 1 to n − 1 are the caller’s bug', () => {
  for (const secret of [new Uint8Array(32), new Uint8Array(32).fill(0xff), new Uint8Array(31).fill(1)]) {
    expect(() => derivePublic('P-256', secret)).toThrow(RangeError);
  }
});

test('curves are found by their parameter id', () => {
  expect([PARAMETER_ID['P-256'], PARAMETER_ID.brainpoolP256r1, 15].map(findCurve)).toEqual([
    'P-256',
    'brainpoolP256r1',
    undefined,
  ]);
});

test.each(['7d00', '7c028000', '7c0481008100', '7c0580'])('%s is no step of a terminal', (hex) => {
  expect(() => decodePaceCommand(fromHex(hex))).toThrow(
    expect.objectContaining({ code: expect.stringMatching(/^(PACE_MALFORMED|TLV_\w+)$/) }),
  );
});

test.each([
  ['a reference of 17 characters', `7c1d8608${'00'.repeat(8)}8711${'41'.repeat(17)}`],
  ['a reference that is not ASCII', `7c0d8608${'00'.repeat(8)}8701c3`],
  ['a token of seven bytes', `7c098607${'00'.repeat(7)}`],
  ['two tokens', `7c148608${'00'.repeat(8)}8608${'00'.repeat(8)}`],
])('%s is refused in the last answer', (_, hex) => {
  expect(() => decodePaceResponse('token', fromHex(hex))).toThrow(expect.objectContaining({ code: 'PACE_MALFORMED' }));
});
