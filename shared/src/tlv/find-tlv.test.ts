import { expect, test } from 'vitest';
import { fromHex } from '../bytes/index.ts';
import { decodeTlvSequence, findTlv, getTlv } from './index.ts';

const list = decodeTlvSequence(fromHex('810101820102820103'));

test('finds the one data object of a tag', () => {
  expect(getTlv(list, 0x81).value).toEqual(Uint8Array.of(1));
  expect(findTlv(list, 0x83)).toBeUndefined();
});

test('refuses a tag that is missing or there twice', () => {
  expect(() => getTlv(list, 0x83)).toThrow(expect.objectContaining({ code: 'TLV_BAD_TAG' }));
  expect(() => findTlv(list, 0x82)).toThrow(expect.objectContaining({ code: 'TLV_BAD_TAG' }));
});
