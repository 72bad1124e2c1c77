import { expect, test } from 'vitest';
import { fromHex, toHex } from '../bytes/index.ts';
import { decodeAtrInfo, encodeAtrInfo } from './atr-info.ts';
import { decodeCardAccess, decodeChipAuthOffers, encodeCardAccess } from './card-access.ts';
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

/** id-CA-ECDH-AES-CBC-CMAC-128, version 2; then id-CA-ECDH with standardised domain parameters 12. TR-03110-3 v2.21 §A.1.1.2 */
const CA_INFO = '300f060a04007f00070202030202020102';
const CA_PARAMETERS = '3019060904007f000702020302300c060704007f0007010202010c';

test('an offer of chip authentication is read and written byte for byte, and is none of PACE', () => {
  const bytes = `312c${CA_INFO}${CA_PARAMETERS}`;
  const offers = [{ oid: fromHex('04007f00070202030202'), version: 2, parameterId: 12 }];
  expect(decodeChipAuthOffers(fromHex(bytes))).toEqual(offers);
  expect(decodeCardAccess(fromHex(bytes))).toEqual([]);
  expect(toHex(encodeCardAccess([], offers))).toBe(bytes);
});

test.each([
  ['without domain parameters', `3111${CA_INFO}`, [undefined]],
  ['with the parameters first, for a SET has no order', `312c${CA_PARAMETERS}${CA_INFO}`, [12]],
  [
    'with parameters that are written out',
    `312e${CA_INFO}301b060904007f000702020302 300e06072a8648ce3d02013003020101`,
    [undefined],
  ],
  ['that names a key is passed over', '31143012060a04007f00070202030202020102020101', []],
])('an offer of chip authentication %s', (_, hex, parameters) => {
  const offers = decodeChipAuthOffers(fromHex(hex.replaceAll(' ', '')));
  expect(offers.map(({ parameterId }) => parameterId)).toEqual(parameters);
});

test('an offer of chip authentication without a version is refused', () => {
  const bytes = fromHex('310e300c060a04007f00070202030202');
  expect(() => decodeChipAuthOffers(bytes)).toThrow(expect.objectContaining({ code: 'PACE_MALFORMED' }));
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
