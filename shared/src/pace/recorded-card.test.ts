import { expect, test } from 'vitest';
import { fromHex, toHex } from '../bytes/index.ts';
import { deriveKeys } from '../secure-messaging/index.ts';
import {
  agree,
  authToken,
  decodePaceResponse,
  OID_PACE_ECDH_CAM_AES_128,
  openCamData,
  sealCamData,
  verifyCam,
} from './index.ts';

/**
 * PACE with chip-authentication mapping on brainpoolP256r1, as a German document ran it with a terminal whose secrets are
 * known: values of `TestDoPace_CAM_ECDH_DE` in gmrtd/gmrtd, pace/pace_test.go (MIT). The password is left out. The static
 * keys are the two that its EF.CardSecurity lists.
 */
const curve = 'brainpoolP256r1';
const TERMINAL_SECRET = '1fcd3d8ac4fae3960a14fea2925d75add335f13b248eba192358dded93a89552';
const TERMINAL_KEY =
  '048442b191ef5346a6b6dacb6cd5728c4a72f0ca7aecdf7afdfb3ef175e12a6f7c74f509af768b8dbe2cf42d16c1f00714691d78a19cdf1b493390d1173785f2b7';
const CHIP_KEY =
  '042315ae8143f21de15b35f083cfa148c5fcbd9f2eb9dcdc4519bcf337443e79e55b28a5e218fb919c30880d263e469645ff114c46ed29918910be3453527d2164';
const CHIP_MAPPING_KEY =
  '0476dc295c4fb14237d87318d70967e25ec45f74d6fd4aff588c90efb3d868f05b450ba6b64967227c2246dbe2905522c8086dac7f3bbe5cf3b192f0a0c2d97ee5';
const LAST_ANSWER =
  '7c3c860819a2b9192e11512a8a30b3ae8830311b1d5605777f47cb4ed028346cd00105d32859de127da3d8398865358f26f08ebe410864eaf6e39f33f3f5';
const STATIC_KEYS = [
  '04614cd88b00821a887869d0060b44a9d18789353e8cf7dfbc3f29f79327de30b97b1b2dda0be77f24ad415c327c7b7ab2e9c10b0258f5bcbf90c01825fbdfdef7',
  '048488a2dc34b6b36d6c01a8dfbd70a874610c53b32893a1de3b1c4bbf477eef3761aa51dfd6b52da43587e95386fc34ffe178d90086a7d646047c82bebc27da3e',
];

const keys = deriveKeys(agree(curve, fromHex(TERMINAL_SECRET), fromHex(CHIP_KEY)));
const answer = decodePaceResponse('token', fromHex(LAST_ANSWER));

test('both tokens are those that the card and its terminal exchanged', () => {
  const oid = OID_PACE_ECDH_CAM_AES_128;
  expect(toHex(authToken(keys.mac, oid, fromHex(CHIP_KEY)))).toBe('fee088a4d7be1b7f');
  expect(toHex(authToken(keys.mac, oid, fromHex(TERMINAL_KEY)))).toBe(toHex(answer.token));
});

test('the proof of the card holds for the one of its static keys that made it', () => {
  const sealed = answer.sealedCamData ?? new Uint8Array(0);
  const caIc = openCamData(keys.enc, sealed);
  expect(toHex(sealCamData(keys.enc, caIc))).toBe(toHex(sealed));
  const judge = (staticKey: string): boolean =>
    verifyCam({ curve, caIc, staticPublicKey: fromHex(staticKey), mappingPublicKey: fromHex(CHIP_MAPPING_KEY) });
  expect(STATIC_KEYS.map(judge)).toEqual([true, false]);
});
