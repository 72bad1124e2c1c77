import { nodeEd25519 } from '@residence-permit/reader/node';
import { fromHex } from '@residence-permit/shared/bytes';
import { importEd25519PublicKey, nobleEd25519 } from '@residence-permit/shared/cose';
import { expect, test } from 'vitest';
import { describeVectors } from './load-vectors.ts';

describeVectors('wycheproof/ed25519_test.json', ({ testGroups }) => {
  const engines = { noble: nobleEd25519, node: nodeEd25519 };
  for (const [name, engine] of Object.entries(engines)) {
    test(`${name} accepts exactly the valid signatures`, () => {
      for (const group of testGroups) {
        const publicKey = importEd25519PublicKey(fromHex(group.publicKey.pk));
        for (const { tcId, comment, msg, sig, result } of group.tests) {
          const accepted = engine.verify(fromHex(sig), fromHex(msg), publicKey);
          expect(accepted, `test ${tcId}: ${comment}`).toBe(result === 'valid');
        }
      }
    });
  }
});
