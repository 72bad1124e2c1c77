import { expect, test } from 'vitest';
import { fromHex, toHex } from '../../bytes/index.ts';
import {
  type CommandApdu,
  changePin,
  count,
  encodeCommand,
  externalAuthenticate,
  generalAuthenticate,
  generateKey,
  getChallenge,
  getKey,
  initializeUpdate,
  mseSetAtPace,
  mseSetAtTerminalAuth,
  mseSetDst,
  PERMIT_AID,
  persoStatus,
  psoVerifyCertificate,
  putKey,
  readBinary,
  readBinaryAt,
  STORE_TARGET,
  scpExternalAuthenticate,
  selectApplication,
  selectMasterFile,
  setLifeCycle,
  setPin,
  storeData,
  unblockPin,
  writeRecord,
} from '../index.ts';

const oid = fromHex('04007f00070202040602');
const template = fromHex('7f4c12060904007f00070301020253050083000610');

test.each<[string, CommandApdu, string]>([
  ['SELECT of the application', selectApplication(PERMIT_AID), '00a4040c0bf05245535045524d495401'],
  ['SELECT of the master file', selectMasterFile(), '00a4000c023f00'],
  ['READ BINARY by short id', readBinary({ sfi: 0x1c, offset: 0, ne: 256 }), '00b09c0000'],
  ['READ BINARY with extended length', readBinary({ sfi: 1, offset: 0, ne: 2000 }), '00b081000007d0'],
  ['READ BINARY of the current file', readBinaryAt({ offset: 0x0123, ne: 16 }), '00b0012310'],
  [
    'MSE:Set AT for PACE',
    mseSetAtPace({ oid, password: 'can', parameterId: 12, template }),
    `0022c1a427800a${toHex(oid)}83010284010c${toHex(template)}`,
  ],
  ['MSE:Set AT without template', mseSetAtPace({ oid, password: 'puk' }), `0022c1a40f800a${toHex(oid)}830104`],
  ['a chained GENERAL AUTHENTICATE', generalAuthenticate(fromHex('7c00'), 'chained'), '10860000027c0000'],
  ['the last GENERAL AUTHENTICATE', generalAuthenticate(fromHex('7c00'), 'last'), '00860000027c0000'],
  ['MSE:Set DST', mseSetDst('ZZDV00001'), '002281b60b83095a5a44563030303031'],
  ['PSO: Verify Certificate', psoVerifyCertificate(fromHex('7f4e005f3700')), '002a00be067f4e005f3700'],
  [
    'MSE:Set AT for terminal authentication',
    mseSetAtTerminalAuth({
      oid: fromHex('04007f00070202020203'),
      reference: 'ZZTM00001',
      auxiliary: fromHex('6700'),
      ephemeral: fromHex('aabb'),
    }),
    '002281a41d800a04007f0007020202020383095a5a544d303030303167009102aabb',
  ],
  ['GET CHALLENGE', getChallenge(), '0084000008'],
  ['EXTERNAL AUTHENTICATE', externalAuthenticate(fromHex('0102')), '00820000020102'],
  ['RESET RETRY COUNTER with a new PIN', setPin('123456'), '002c020306313233343536'],
  ['RESET RETRY COUNTER without data', unblockPin(), '002c0303'],
  ['CHANGE REFERENCE DATA', changePin('123456'), '0024010306313233343536'],
  ['WRITE RECORD', writeRecord(fromHex('800111')), '00d2000003800111'],
  ['COUNT', count(fromHex('800112')), '80c200000380011200'],
  ['GENERATE KEY of the device', generateKey('device'), '0046800100'],
  ['GENERATE KEY of the receipts', generateKey('receipt'), '0046800200'],
  ['GET KEY', getKey('receipt'), '0046810200'],
  [
    'INITIALIZE UPDATE',
    initializeUpdate({ keyVersion: 0x30, hostChallenge: fromHex('0001020304050607') }),
    '8050300008000102030405060700',
  ],
  [
    'EXTERNAL AUTHENTICATE of SCP03',
    scpExternalAuthenticate({ level: 0x33, hostCryptogram: fromHex('0001020304050607') }),
    '80823300080001020304050607',
  ],
  ['PUT KEY', putKey({ oldVersion: 1, data: fromHex('30') }), '80d80181013000'],
  [
    'STORE DATA',
    storeData({ target: STORE_TARGET.chipDate, offset: 0x0102, bytes: fromHex('aa') }),
    '80e24500030102aa',
  ],
  ['PERSO STATUS', persoStatus(), '80f20000000000'],
  ['SET STATUS', setLifeCycle('personalised'), '80f08002'],
])('%s is as the standard or the card profile writes it', (_, command, hex) => {
  expect(toHex(encodeCommand(command))).toBe(hex);
});

test('offsets and file ids outside their range are the caller’s bug', () => {
  const bytes = new Uint8Array(1);
  expect(() => readBinary({ sfi: 31, offset: 0, ne: 1 })).toThrow(RangeError);
  expect(() => readBinary({ sfi: 1, offset: 256, ne: 1 })).toThrow(RangeError);
  expect(() => readBinaryAt({ offset: 0x8000, ne: 1 })).toThrow(RangeError);
  expect(() => storeData({ target: 1, offset: 0x1_0000, bytes })).toThrow(RangeError);
});
