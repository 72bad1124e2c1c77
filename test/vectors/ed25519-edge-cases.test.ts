import { nodeEd25519 } from '@residence-permit/reader/node';
import { fromHex } from '@residence-permit/shared/bytes';
import { importEd25519PublicKey, nobleEd25519 } from '@residence-permit/shared/cose';
import { DecodeError } from '@residence-permit/shared/errors';
import { expect, test } from 'vitest';
import { describeVectors } from './load-vectors.ts';

/**
 * What each case of "Taming the many EdDSAs" (Chalkias, Garillot, Nikolaenko; 2020, table 5) meets here. Libraries
 * differ on all of them; we accept none. `key` is refused at import, `signature` by both engines.
 */
const OUTCOMES = [
  'key', // 0: small-order key and R, S = 0
  'key', // 1: small-order key
  'key', // 2: mixed-order key, small-order R
  'key', // 3: mixed-order key and R
  'key', // 4: as 3; only the equation with the cofactor holds
  'key', // 5: mixed-order key; only the equation with the cofactor holds
  'signature', // 6: S above the group order
  'signature', // 7: S far above the group order
  'key', // 8: mixed-order key; R in a form that is not canonical
  'key', // 9: as 8
  'key', // 10: key in a form that is not canonical
  'key', // 11: as 10
] as const;

describeVectors('ed25519/edge-cases.json', (cases) => {
  test.each(OUTCOMES.map((outcome, index) => [index, outcome] as const))('case %d ends at the %s', (index, outcome) => {
    const vector = cases[index];
    if (vector === undefined) throw new Error(`case ${index} is missing`);
    const imported = importOrRefusal(fromHex(vector.pub_key));
    if (imported instanceof DecodeError) {
      expect([outcome, imported.code]).toEqual(['key', 'COSE_KEY_BAD']);
      return;
    }
    for (const engine of [nobleEd25519, nodeEd25519]) {
      expect(engine.verify(fromHex(vector.signature), fromHex(vector.message), imported)).toBe(false);
    }
    expect(outcome).toBe('signature');
  });
});

function importOrRefusal(bytes: Uint8Array): ReturnType<typeof importEd25519PublicKey> | DecodeError {
  try {
    return importEd25519PublicKey(bytes);
  } catch (cause) {
    if (cause instanceof DecodeError) return cause;
    throw cause;
  }
}

// Key and R are the neutral point, S is 0: node:crypto takes it for a signature of any message.
test('the forgery under the neutral point cannot be tried: the key is refused', () => {
  expect(() => importEd25519PublicKey(fromHex(`01${'00'.repeat(31)}`))).toThrow(
    expect.objectContaining({ code: 'COSE_KEY_BAD' }),
  );
});

// Made by `shared/src/cose/noble-ed25519.test.ts`: R has a part of order 8, and the equation holds with the cofactor only.
test('both engines refuse a signature whose R is of mixed order', () => {
  const publicKey = importEd25519PublicKey(fromHex('ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c'));
  const signature = fromHex(
    '40a4cf5c611d737a2f1c6fcca84d9cabfed80987f186a5a6c57e629bff1af27f467e04a378a3e6800bf1c61d84dfcaa33b35a753577bc7f6ba4c2b7b3582fc07',
  );
  for (const engine of [nobleEd25519, nodeEd25519]) {
    expect(engine.verify(signature, Uint8Array.of(1, 2, 3), publicKey)).toBe(false);
  }
});
