import { expect, test } from 'vitest';
import { type CommandApdu, decodeCommand, encodeCommand } from '../apdu/index.ts';
import { fromHex, toHex } from '../bytes/index.ts';
import {
  cardCryptogram,
  deriveSessionKeys,
  hostCryptogram,
  keyCheckValue,
  macCommand,
  type ScpState,
  unmacCommand,
  unwrapCommand,
  unwrapResponse,
  wrapCommand,
  wrapResponse,
} from './index.ts';

/**
 * A channel of a chip made by others, level 33h: values of `SCP03_Test_AES128_33` and `SCP03_KCV_Test` in osmocom/pysim,
 * tests/unittests/test_globalplatform.py. The chip's answer to INITIALIZE UPDATE carries a sequence number of 3 bytes.
 */
const STATIC = {
  enc: fromHex('000102030405060708090a0b0c0d0e0f'),
  mac: fromHex('101112131415161718191a1b1c1d1e1f'),
  dek: fromHex('202122232425262728292a2b2c2d2e2f'),
};
const UPDATE = fromHex('000000000000000000003003703b1aca81e821f219081cdc01c26b372d000003');
const CHALLENGES = { hostChallenge: fromHex('fdf38259a1e0de44'), cardChallenge: UPDATE.subarray(13, 21) };
const EXTERNAL_AUTHENTICATE = '84823300108c36f96bcc00724a4e13ad591d7da3f0';
/** Plain and wrapped, one after another; the first is answered by `GET_EID_RESPONSE`. */
const COMMANDS = [
  ['80e2910006bf3e035c015a00', '84e2910018267a85dfe4a98fca6fb0527e0dfecce4914e40401433c87f00'],
  ['80f22002', '84f2200208ac6a59024bed84cc'],
  ['80ca006600', '84ca006608409912ad8fb7aed000'],
  ['80f220020a4f0212345c054f9f70c5', '84f22002185f3dafc3ac14c381536a488bf44e06d056df9d74dbd21e5a'],
  ['80f28002024f0000', '84f280021865165105be3373347d0424d4400af2ac393f569ec779389e00'],
] as const;
const GET_EID_RESPONSE = {
  plain: 'bf3e125a1089882119900000000000000000000005',
  wrapped: 'f3ba2b1013aa6224f5e1c138d71805c569e5439b47576260b75fc021b25097cb2e68f8a0144975b9',
};

const keys = deriveSessionKeys(STATIC, CHALLENGES);

function authenticated(): { readonly command: CommandApdu; readonly chaining: Uint8Array } {
  const data = hostCryptogram(keys.mac, CHALLENGES);
  return macCommand(keys, new Uint8Array(16), { cla: 0x80, ins: 0x82, p1: 0x33, p2: 0, data, ne: 0 });
}

test('the chip proves the keys with the cryptogram that we derive', () => {
  expect(toHex(cardCryptogram(keys.mac, CHALLENGES))).toBe(toHex(UPDATE.subarray(21, 29)));
});

test('EXTERNAL AUTHENTICATE is the one that the chip accepted', () => {
  expect(toHex(encodeCommand(authenticated().command))).toBe(EXTERNAL_AUTHENTICATE);
});

test('every command is wrapped to the recorded bytes, one chained to the next', () => {
  let chaining = authenticated().chaining;
  for (const [at, [plain, wrapped]] of COMMANDS.entries()) {
    const sealed = wrapCommand(keys, { chaining, counter: at + 1 }, decodeCommand(fromHex(plain)));
    expect(toHex(encodeCommand(sealed.command))).toBe(wrapped);
    chaining = sealed.chaining;
  }
});

test('the chip end opens every recorded command', () => {
  const opening = unmacCommand(keys, new Uint8Array(16), decodeCommand(fromHex(EXTERNAL_AUTHENTICATE)));
  expect(toHex(opening.command.data)).toBe(toHex(hostCryptogram(keys.mac, CHALLENGES)));
  let { chaining } = opening;
  for (const [at, [plain, wrapped]] of COMMANDS.entries()) {
    const opened = unwrapCommand(keys, { chaining, counter: at + 1 }, decodeCommand(fromHex(wrapped)));
    expect(toHex(encodeCommand(opened.command))).toBe(plain);
    chaining = opened.chaining;
  }
});

test('the recorded response opens, and the chip end makes it', () => {
  const { chaining } = wrapCommand(
    keys,
    { chaining: authenticated().chaining, counter: 1 },
    decodeCommand(fromHex(COMMANDS[0][0])),
  );
  const state: ScpState = { chaining, counter: 1 };
  const opened = unwrapResponse(keys, state, { data: fromHex(GET_EID_RESPONSE.wrapped), sw: 0x9000 });
  expect(toHex(opened.data)).toBe(GET_EID_RESPONSE.plain);
  const made = wrapResponse(keys, state, { data: fromHex(GET_EID_RESPONSE.plain), sw: 0x9000 });
  expect(toHex(made.data)).toBe(GET_EID_RESPONSE.wrapped);
});

test('key check values are the published ones', () => {
  expect([STATIC.enc, STATIC.mac, STATIC.dek].map((key) => toHex(keyCheckValue(key)))).toEqual([
    'c35280',
    '013808',
    '840de5',
  ]);
});

test('session keys are those of openjavacard, SCP03DerivationTest', () => {
  const key = fromHex('404142434445464748494a4b4c4d4e4f');
  const derived = deriveSessionKeys(
    { enc: key, mac: key },
    { hostChallenge: fromHex('a7f76c713f0a713d'), cardChallenge: fromHex('31900058c1c451a2') },
  );
  expect([derived.enc, derived.mac, derived.rmac].map(toHex)).toEqual([
    '258a78866f41482bef482dc8ca976ccd',
    '053db6abc7fdf3b63a0d965ee16b0255',
    'eda0b4f2ec0345bfc50f3bc59cfef936',
  ]);
});
