import { fromHex } from '@residence-permit/shared/bytes';
import { verifyPlainEcdsa } from '@residence-permit/shared/cv-certificate';
import { expect, test } from 'vitest';
import { describeVectors } from './load-vectors.ts';

describeVectors('wycheproof/ecdsa_secp256r1_sha256_p1363_test.json', ({ testGroups }) => {
  const tests = testGroups.flatMap((group) =>
    group.tests.map((one) => ({ ...one, key: group.publicKey.uncompressed })),
  );

  test('every plain signature is judged as published', () => {
    for (const { tcId, comment, msg, sig, key, result } of tests) {
      const input = { message: fromHex(msg), signature: fromHex(sig), publicKey: fromHex(key) };
      expect(verifyPlainEcdsa(input), `test ${tcId}: ${comment}`).toBe(result === 'valid');
    }
    expect(tests.filter(({ result }) => result === 'valid').length).toBeGreaterThan(150);
  });
});
