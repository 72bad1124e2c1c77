import { expect, test } from 'vitest';
import { fromHex, toHex } from '../bytes/index.ts';
import { parsePlainDate } from '../plain-date/index.ts';
import { decodeCommittedDate, encodeCommittedDate, terminalAuthMessage } from './index.ts';

const parts = {
  idPicc: new Uint8Array(32).fill(1),
  challenge: new Uint8Array(8).fill(2),
  compressedEphemeral: new Uint8Array(32).fill(3),
};
const plain = '01'.repeat(32) + '02'.repeat(8) + '03'.repeat(32);
const COMMITTED = '67177315060904007f00070301040253083230323630363135';

test('the message is chip, challenge, committed key, and the whole auxiliary data where there is any', () => {
  expect(toHex(terminalAuthMessage(parts))).toBe(plain);
  expect(toHex(terminalAuthMessage({ ...parts, auxiliary: fromHex(COMMITTED) }))).toBe(plain + COMMITTED);
});

test('lengths are checked, so that no part can run into the next', () => {
  for (const name of ['idPicc', 'challenge', 'compressedEphemeral'] as const) {
    expect(() => terminalAuthMessage({ ...parts, [name]: new Uint8Array(31) })).toThrow(RangeError);
  }
});

test('a committed date comes back', () => {
  const date = parsePlainDate('2026-06-15');
  expect(toHex(encodeCommittedDate(date))).toBe(COMMITTED);
  expect(decodeCommittedDate(fromHex(COMMITTED))).toBe(date);
});

test('auxiliary data of other kinds commits to no date', () => {
  expect(decodeCommittedDate(fromHex('67177315060904007f00070301040153083230323630363135'))).toBeUndefined();
  expect(decodeCommittedDate(fromHex('6700'))).toBeUndefined();
});

test.each([
  ['another outer object', 'TLV_BAD_TAG', `68${COMMITTED.slice(2)}`],
  ['another template', 'TLV_BAD_TAG', '67028000'],
  ['no identifier', 'TLV_BAD_TAG', '67027300'],
  ['letters', 'DATE_BAD', COMMITTED.replace('3230323630363135', '4130323630363135')],
  ['no such day', 'DATE_BAD', COMMITTED.replace('3230323630363135', '3230323630363331')],
  ['seven digits', 'DATE_BAD', '67167314060904007f000703010402530732303236303631'],
])('a date with %s is refused with %s', (_, code, hex) => {
  expect(() => decodeCommittedDate(fromHex(hex))).toThrow(expect.objectContaining({ code }));
});
