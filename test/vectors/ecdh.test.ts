import { fromHex, toHex } from '@residence-permit/shared/bytes';
import { agree, type PaceCurve } from '@residence-permit/shared/pace';
import { expect, test } from 'vitest';
import { describeVectors } from './load-vectors.ts';

type EcdhTests = readonly {
  readonly tcId: number;
  readonly comment: string;
  readonly public: string;
  readonly private: string;
  readonly shared: string;
  readonly result: string;
}[];

/** The scalar of a vector as 32 bytes: vectors write it as a signed integer, some with a leading zero, some shorter. */
function scalar(hex: string): Uint8Array {
  return fromHex(hex.padStart(64, '0').slice(-64));
}

/**
 * This product takes points uncompressed and nothing else (TR-03110-3 §D.3.4), so a valid vector with a compressed
 * one, or with domain parameters around it, is refused too. Returns how many secrets were agreed.
 */
function agreeOnAll(curve: PaceCurve, tests: EcdhTests): number {
  let agreed = 0;
  for (const { tcId, comment, public: point, private: secret, shared, result } of tests) {
    let x: string | undefined;
    try {
      x = toHex(agree(curve, scalar(secret), fromHex(point)));
    } catch (fault) {
      expect(fault, `test ${tcId}: ${comment}`).toMatchObject({ code: 'PACE_MALFORMED' });
    }
    if (x === undefined) {
      expect(result !== 'valid' || !point.startsWith('04') || point.length !== 130, `test ${tcId}: ${comment}`).toBe(
        true,
      );
      continue;
    }
    expect(result, `test ${tcId}: ${comment}`).not.toBe('invalid');
    expect(x, `test ${tcId}: ${comment}`).toBe(shared);
    agreed += 1;
  }
  return agreed;
}

describeVectors('wycheproof/ecdh_secp256r1_ecpoint_test.json', ({ testGroups }) => {
  test('P-256 agrees on the published secrets and refuses the points that are none', () => {
    const tests = testGroups.flatMap((group) => group.tests);
    expect(agreeOnAll('P-256', tests)).toBe(tests.filter(({ result }) => result === 'valid').length);
  });
});

describeVectors('wycheproof/ecdh_brainpoolP256r1_test.json', ({ testGroups }) => {
  test('brainpoolP256r1 agrees on the published secrets and refuses everything else', () => {
    // These vectors wrap the point in a SubjectPublicKeyInfo. Where that names the curve and holds an uncompressed point
    // (537 of 804), the point is what follows; every other one is handed over whole, as no point that this product takes.
    const NAMED_UNCOMPRESSED = '305a301406072a8648ce3d020106092b2403030208010107034200';
    const tests = testGroups.flatMap((group) => group.tests);
    const bare = tests.map((one) =>
      one.public.startsWith(NAMED_UNCOMPRESSED) ? { ...one, public: one.public.slice(NAMED_UNCOMPRESSED.length) } : one,
    );
    expect(bare.filter((one, at) => one !== tests[at]).length).toBe(537);
    expect(agreeOnAll('brainpoolP256r1', bare)).toBe(tests.filter(({ result }) => result === 'valid').length);
  });
});
