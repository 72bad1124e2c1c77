import { sha1 } from '@noble/hashes/legacy.js';
import {
  decodeCardAccess,
  decodeResponse,
  encodeCommand,
  generalAuthenticate,
  mseSetAtPace,
} from '@residence-permit/shared/apdu';
import { encodeUtf8, fromHex, toHex } from '@residence-permit/shared/bytes';
import {
  agree,
  authToken,
  decodePaceResponse,
  decryptNonce,
  derivePublic,
  encodePaceCommand,
  findCurve,
  findMapping,
  mapGenerator,
  OID_PACE_ECDH_GM_AES_128,
  passwordKey,
} from '@residence-permit/shared/pace';
import { deriveKeys } from '@residence-permit/shared/secure-messaging';
import { expect, test } from 'vitest';
import { describeVectors } from './load-vectors.ts';

/** ICAO Doc 9303-3 §4.9: weights 7, 3, 1; letters count from 10. */
function checkDigit(text: string): string {
  const values = Array.from(text, (one, at) => Number.parseInt(one, 36) * ([7, 3, 1][at % 3] ?? 0));
  return String(values.reduce((sum, value) => sum + value, 0) % 10);
}

const curve = 'brainpoolP256r1';

describeVectors('icao-9303-11/g1-pace-ecdh-gm.json', (vectors) => {
  const { password, exchanges } = vectors;
  const command = (at: number): string => (exchanges[at]?.[0] ?? '').toLowerCase();
  const answer = (at: number): Uint8Array => decodeResponse(fromHex((exchanges[at]?.[1] ?? '').toLowerCase())).data;
  const sent = (apdu: Parameters<typeof encodeCommand>[0]): string => toHex(encodeCommand(apdu));
  const secret = (name: 'terminalMappingPrivateKey' | 'terminalEphemeralPrivateKey'): Uint8Array =>
    fromHex(vectors[name].toLowerCase());

  test('the offer is generic mapping on brainpoolP256r1', () => {
    const [offer] = decodeCardAccess(fromHex(vectors.cardAccess.toLowerCase()));
    if (offer === undefined) throw new Error('no offer');
    expect([findMapping(offer.oid), findCurve(offer.parameterId ?? 0)]).toEqual(['gm', curve]);
  });

  test('every command, the session keys and both tokens come out byte for byte', () => {
    const fields = [password.documentNumber, password.birthDate, password.expiryDate];
    const key = passwordKey(sha1(encodeUtf8(fields.map((field) => field + checkDigit(field)).join(''))));

    const oid = OID_PACE_ECDH_GM_AES_128;
    expect(sent(mseSetAtPace({ oid, password: 'mrz', parameterId: 13 }))).toBe(command(0));
    expect(sent(generalAuthenticate(encodePaceCommand({ kind: 'nonce' }), 'chained'))).toBe(command(1));
    const nonce = decryptNonce(key, decodePaceResponse('nonce', answer(1)).encryptedNonce);

    const mappingKey = derivePublic(curve, secret('terminalMappingPrivateKey'));
    expect(toHex(mappingKey)).toBe(vectors.terminalMappingPublicKey.toLowerCase());
    expect(sent(generalAuthenticate(encodePaceCommand({ kind: 'mapping', point: mappingKey }), 'chained'))).toBe(
      command(2),
    );
    const generator = mapGenerator({
      curve,
      nonce,
      secretKey: secret('terminalMappingPrivateKey'),
      peerPoint: decodePaceResponse('mapping', answer(2)).point,
    });

    const ephemeral = derivePublic(curve, secret('terminalEphemeralPrivateKey'), generator);
    expect(sent(generalAuthenticate(encodePaceCommand({ kind: 'agreement', point: ephemeral }), 'chained'))).toBe(
      command(3),
    );
    const chipEphemeral = decodePaceResponse('agreement', answer(3)).point;
    const keys = deriveKeys(agree(curve, secret('terminalEphemeralPrivateKey'), chipEphemeral));
    expect(toHex(keys.enc)).toBe(vectors.sessionKeyEnc.toLowerCase());
    expect(toHex(keys.mac)).toBe(vectors.sessionKeyMac.toLowerCase());

    const token = authToken(keys.mac, oid, chipEphemeral);
    expect(sent(generalAuthenticate(encodePaceCommand({ kind: 'token', token }), 'last'))).toBe(command(4));
    const last = decodePaceResponse('token', answer(4));
    expect(toHex(last.token)).toBe(toHex(authToken(keys.mac, oid, ephemeral)));
    expect(last.authorities).toEqual([]);
  });
});
