import { expect, test } from 'vitest';
import { fromHex, toHex } from '../bytes/index.ts';
import { agree, derivePublic } from '../pace/index.ts';
import { chipAuthKeys } from './index.ts';

/**
 * Chip authentication version 2 over brainpoolP256r1 as the worked example for Extended Access Control of the BSI has it
 * (Worked Example for EAC, ECDH): the values alone, each also checked by libeac in its own tests.
 */
const EXAMPLE = {
  chipSecret: '7984674cf3b3a524bf929ce8a67fcf22173da0bad595eed6deb72d22c542fa9d',
  chipPublic:
    '04a44ebe5451df7aadb01e459b8c928a87746a57927c8c28a6775c97a7e1fe8d9a46ff4a1cc7e4d1389aea19758e4f75c28c598fd734aebeb135337cf95be12e94',
  terminalSecret: 'a6a4d255c5bf7a77ec3d0553db74f693cf044e18c98364d4977a296108af19bd',
  terminalPublic:
    '045a7a377fc9cafc03ac7ff45441a8b2909d88eab8e6b0173847ab49b949df3799a34ee57ec55268cf8b1c3ec489f8bf4cf4c68d3fd9670e89c0d5d3fff1aaf89f',
  shared: '791da04273ccfe862e52df60347e2557192e1f8d7517822ce3d306056c1cdeb4',
  nonce: '4287b3072a3edc60',
  token: 'ff0117d68dee8e72',
  enc: '94abcd271ab7d9a5590ba52cb518b831',
  mac: '78b5709e7abedb185b424d0ee3a82499',
} as const;

const CURVE = 'brainpoolP256r1';

test('both ends of the worked example agree on its secret', () => {
  const { chipSecret, chipPublic, terminalSecret, terminalPublic, shared } = EXAMPLE;
  expect(toHex(derivePublic(CURVE, fromHex(chipSecret)))).toBe(chipPublic);
  expect(toHex(derivePublic(CURVE, fromHex(terminalSecret)))).toBe(terminalPublic);
  expect(toHex(agree(CURVE, fromHex(chipSecret), fromHex(terminalPublic)))).toBe(shared);
  expect(toHex(agree(CURVE, fromHex(terminalSecret), fromHex(chipPublic)))).toBe(shared);
});

test('its secret and nonce give its keys and its token', () => {
  const { keys, token } = chipAuthKeys({
    sharedSecretX: fromHex(EXAMPLE.shared),
    nonce: fromHex(EXAMPLE.nonce),
    terminalKey: fromHex(EXAMPLE.terminalPublic),
  });
  expect({ enc: toHex(keys.enc), mac: toHex(keys.mac), token: toHex(token) }).toEqual({
    enc: EXAMPLE.enc,
    mac: EXAMPLE.mac,
    token: EXAMPLE.token,
  });
});
