import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { concatBytes, fromHex } from '../bytes/index.ts';
import { encodeTlv } from '../tlv/index.ts';
import {
  chipAuthKeys,
  decodeChipAuthCommand,
  decodeChipAuthResponse,
  encodeChipAuthCommand,
  encodeChipAuthResponse,
} from './index.ts';

const eight = fc.uint8Array({ minLength: 8, maxLength: 8 });
const malformed = expect.objectContaining({ code: 'CHIP_AUTH_MALFORMED' });
const point = new Uint8Array(65).fill(4);
const wrapped = (...objects: readonly Uint8Array[]): Uint8Array => encodeTlv(0x7c, concatBytes(...objects));
const nonce = encodeTlv(0x81, new Uint8Array(8));
const token = encodeTlv(0x82, new Uint8Array(8));

test('command and answer come back as they were', () => {
  expect(decodeChipAuthCommand(encodeChipAuthCommand(point))).toEqual(point);
  fc.assert(
    fc.property(eight, eight, (nonceBytes, tokenBytes) => {
      const response = { nonce: nonceBytes, token: tokenBytes };
      expect(decodeChipAuthResponse(encodeChipAuthResponse(response))).toEqual(response);
    }),
  );
});

test.each([
  ['no object', wrapped()],
  ['another template', encodeTlv(0x7d, encodeTlv(0x80, point))],
  ['a key of another length', wrapped(encodeTlv(0x80, point.subarray(1)))],
  ['another tag', wrapped(encodeTlv(0x81, point))],
  ['an object more', wrapped(encodeTlv(0x80, point), nonce)],
])('a command with %s is refused', (_, bytes) => {
  expect(() => decodeChipAuthCommand(bytes)).toThrow(malformed);
});

test.each([
  ['no token', wrapped(nonce)],
  ['no nonce', wrapped(token)],
  ['the two exchanged', wrapped(token, nonce)],
  ['a short nonce', wrapped(encodeTlv(0x81, new Uint8Array(7)), token)],
  ['a long token', wrapped(nonce, encodeTlv(0x82, new Uint8Array(9)))],
  ['the token twice', wrapped(nonce, token, token)],
])('an answer with %s is refused', (_, bytes) => {
  expect(() => decodeChipAuthResponse(bytes)).toThrow(malformed);
});

test('every truncation of an answer is refused', () => {
  const bytes = wrapped(nonce, token);
  for (let end = 0; end < bytes.length; end += 1)
    expect(() => decodeChipAuthResponse(bytes.subarray(0, end))).toThrow();
});

test('keys and token depend on secret and nonce, the token on the terminal’s key as well', () => {
  const given = { sharedSecretX: new Uint8Array(32).fill(1), nonce: new Uint8Array(8), terminalKey: point };
  const base = chipAuthKeys(given);
  expect(base.token).toHaveLength(8);
  const otherKey = chipAuthKeys({ ...given, terminalKey: point.with(64, 5) });
  expect(otherKey.keys).toEqual(base.keys);
  expect(otherKey.token).not.toEqual(base.token);
  for (const change of [{ nonce: fromHex('0000000000000001') }, { sharedSecretX: new Uint8Array(32).fill(2) }]) {
    const other = chipAuthKeys({ ...given, ...change });
    expect(other.keys.enc).not.toEqual(base.keys.enc);
    expect(other.keys.mac).not.toEqual(base.keys.mac);
    expect(other.token).not.toEqual(base.token);
  }
});

test('a nonce of another length is the caller’s bug', () => {
  const given = { sharedSecretX: new Uint8Array(32), nonce: new Uint8Array(7), terminalKey: point };
  expect(() => chipAuthKeys(given)).toThrow(RangeError);
});
