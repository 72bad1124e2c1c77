import { expect, test } from 'vitest';
import { fromHex, toHex } from '../bytes/index.ts';
import { decodeAtrInfo, encodeAtrInfo } from './atr-info.ts';
import { decodeCardAccess, encodeCardAccess } from './card-access.ts';
import { writeRecord } from './commands/write-record.ts';
import { encodeDirectory } from './directory.ts';
import { dataGroupFid, dataGroupSfi, PERMIT_AID } from './file-ids.ts';
import { splitChain } from './split-chain.ts';

test('EF.CardAccess of ICAO Doc 9303-11 appendix G.1 is read and written byte for byte', () => {
  const bytes = '31143012060a04007f0007020204020202010202010d';
  const offers = decodeCardAccess(fromHex(bytes));
  expect(offers).toEqual([{ oid: fromHex('04007f00070202040202'), version: 2, parameterId: 13 }]);
  expect(toHex(encodeCardAccess(offers))).toBe(bytes);
});

test('a security info that is not of PACE is passed over', () => {
  // ChipAuthenticationInfo of TR-03110-3 A.1.1.2: id-CA-ECDH-AES-CBC-CMAC-128, version 2.
  expect(decodeCardAccess(fromHex('3111300f060a04007f00070202030202020102'))).toEqual([]);
});

test.each([
  ['3000', 'PACE_MALFORMED'],
  ['31020400', 'PACE_MALFORMED'],
  ['3104300206', 'TLV_TRUNCATED'],
  ['3112301006 0a04007f00070202040202 04020202'.replaceAll(' ', ''), 'PACE_MALFORMED'],
])('refuses %s as EF.CardAccess with %s', (hex, code) => {
  expect(() => decodeCardAccess(fromHex(hex))).toThrow(expect.objectContaining({ code }));
});

test('buffer sizes come back, and those of TR-03105-5.1 LDS_K are read', () => {
  const info = { maxCommandBytes: 2048, maxResponseBytes: 40_000 };
  expect(decodeAtrInfo(encodeAtrInfo(info))).toEqual(info);
  expect(decodeAtrInfo(fromHex('7f66080202078002020780'))).toEqual({ maxCommandBytes: 0x780, maxResponseBytes: 0x780 });
});

test.each([
  ['7f660402020780', 'APDU_MALFORMED'],
  ['7f65080202078002020780', 'TLV_BAD_TAG'],
])('refuses %s as EF.ATR/INFO', (hex, code) => {
  expect(() => decodeAtrInfo(fromHex(hex))).toThrow(expect.objectContaining({ code }));
});

test('EF.DIR names the application', () => {
  expect(toHex(encodeDirectory(PERMIT_AID))).toBe(`610d4f0b${toHex(PERMIT_AID)}`);
});

test('data groups have their number as short id, and 0100h more as file id', () => {
  expect([dataGroupSfi(17), dataGroupFid(17)]).toEqual([0x11, 0x0111]);
  expect(() => dataGroupSfi(22)).toThrow(RangeError);
});

test('a chain keeps all data, sets the chaining bit on all but the last, and Le on none but the last', () => {
  const command = { ...writeRecord(new Uint8Array(600).map((_, at) => at)), ne: 256 };
  const chain = splitChain(command, 255);
  expect(chain.map(({ cla, data, ne }) => [cla, data.length, ne])).toEqual([
    [0x10, 255, 0],
    [0x10, 255, 0],
    [0x00, 90, 256],
  ]);
  expect(chain.flatMap(({ data }) => [...data])).toEqual([...command.data]);
});
