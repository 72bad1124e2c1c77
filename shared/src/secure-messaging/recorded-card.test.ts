import { expect, test } from 'vitest';
import { decodeCommand, decodeResponse, encodeCommand, encodeResponse } from '../apdu/index.ts';
import { fromHex, toHex } from '../bytes/index.ts';
import { makeSmCipher } from './index.ts';

/**
 * Secure messaging of a German document after PACE: plain command, protected command, protected response, as they went
 * over the air. Values of `TestDoPace_CAM_ECDH_DE` in gmrtd/gmrtd, pace/pace_test.go (MIT); selection of EF.CardSecurity, its
 * first four bytes and the next 223.
 */
const cipher = makeSmCipher({
  enc: fromHex('a8e85e938514ec67ae33cda3d43d3c48'),
  mac: fromHex('27f1adeb705a049a305b0c619b14b9b3'),
});
const EXCHANGES = [
  [
    '00a4020c02011d',
    '0ca4020c1d87110147ee2e3bd440fb596167f2bb6cd6395e8e08a105747484314bcf00',
    '990290008e085f570baddd1002d29000',
  ],
  [
    '00b0000004',
    '0cb000000d9701048e085d283ec183cbb99800',
    '871101d688d27a6d16f03619e76dcb59c1f1ec990290008e08b7df9a5982bb17299000',
  ],
  [
    '00b0000400',
    '0cb000040d9701008e08a893fca2cd1cb17d00',
    '8781e10191b363a7569f49734c418c91ace47aa27886ffd841802c1402793032b9a15568d16bddd290885c7bb6672c459be06fda2464b3ac216272142d6bdc10e60a8d977143e10b095c1066624a3cae65e422a5ad6faf4b2bbbdf3789e11632fda8317d15db2c6d5b1d77ee46e693afecf0bf6cc227d0106fda370f4a43fd70088362869acd7c55fe00a13c5eafa9f11c217d3a872075209d98709aec16b8a70bc1010497eb4eb2867044b8cb6fba76247b8240036aabf3a179c9adbdacf5cf83506effc723b51af2e2b4868f74e2f9aac7ecc29626ad19a75a1d1469f6123c69b9c223990290008e08ea0238ad4096f04d9000',
  ],
] as const;

test('commands are protected to the bytes that the card accepted, and open again', () => {
  for (const [at, [plain, sealed]] of EXCHANGES.entries()) {
    const ssc = BigInt(2 * at + 1);
    expect(toHex(encodeCommand(cipher.sealCommand(ssc, decodeCommand(fromHex(plain)))))).toBe(sealed);
    expect(toHex(encodeCommand(cipher.openCommand(ssc, decodeCommand(fromHex(sealed)))))).toBe(plain);
  }
});

test('responses of the card open, and are protected to the same bytes', () => {
  const lengths = EXCHANGES.map(([, , protectedBytes], at) => {
    const ssc = BigInt(2 * at + 2);
    const response = cipher.openResponse(ssc, decodeResponse(fromHex(protectedBytes)));
    expect(response.sw).toBe(0x9000);
    expect(toHex(encodeResponse(cipher.sealResponse(ssc, response)))).toBe(protectedBytes);
    return response.data.length;
  });
  expect(lengths).toEqual([0, 4, 223]);
  const header = cipher.openResponse(4n, decodeResponse(fromHex(EXCHANGES[1][2])));
  // A SEQUENCE of 0742h bytes: EF.CardSecurity is SignedData.
  expect(toHex(header.data)).toBe('30820742');
});
