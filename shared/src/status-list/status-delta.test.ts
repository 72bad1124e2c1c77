import { createPublicKey, verify } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { equalBytes } from '../bytes/index.ts';
import { type Ed25519Engine, nobleEd25519, nobleEd25519Signer } from '../cose/index.ts';
import { packStatuses, type StatusList } from './status-list.ts';
import { applyStatusDeltas, decodeStatusDelta, signStatusDelta, verifyStatusDelta } from './status-delta.ts';
import { applyChanges, encodeChanges } from './status-delta-changes.ts';

const signer = nobleEd25519Signer(new Uint8Array(32).fill(7));
const other = nobleEd25519Signer(new Uint8Array(32).fill(8));
const LENGTH = 40_000;
const entries = fc.array(fc.tuple(fc.nat({ max: LENGTH - 1 }), fc.integer({ min: 0, max: 3 })), { maxLength: 60 });
const listOf = (given: readonly (readonly [number, number])[], length = LENGTH): StatusList =>
  packStatuses({ bits: 2, length, entries: given });
const dated = { issuedAt: 1_000, expiresAt: 2_000 };
const limits = { maxBytes: LENGTH };

describe('changes between two lists', () => {
  test('make of any list any other, byte for byte, also a longer one', () => {
    fc.assert(
      fc.property(entries, entries, fc.integer({ min: 0, max: 500 }), (a, b, more) => {
        const [from, to] = [listOf(a), listOf(b, LENGTH + more)];
        const made = applyChanges(from, encodeChanges(from, to), to.packed.length);
        expect(equalBytes(made.packed, to.packed)).toBe(true);
        expect(equalBytes(from.packed, listOf(a).packed)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('are nothing between equal lists', () => {
    expect(encodeChanges(listOf([[3, 1]]), listOf([[3, 1]]))).toHaveLength(0);
  });

  test.each([
    ['cut off', [0x80]],
    ['longer than needed', [0x81, 0x00]],
    ['past the end of the list', [0xff, 0xff, 0xff, 0x7f]],
    ['wider than any gap', [0xff, 0xff, 0xff, 0xff, 0x01]],
  ])('are refused when one is %s', (_, bytes) => {
    expect(() => applyChanges(listOf([]), Uint8Array.from(bytes), LENGTH / 4)).toThrow(
      expect.objectContaining({ code: 'STATUS_MALFORMED' }),
    );
  });

  test('never make a list shorter', () => {
    expect(() => applyChanges(listOf([]), new Uint8Array(), 10)).toThrow('length');
    expect(() => encodeChanges(listOf([]), listOf([], 8))).toThrow(RangeError);
  });
});

describe('a signed delta', () => {
  test('chain of any length gives what the last full list holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(entries, { minLength: 2, maxLength: 5 }), async (states) => {
        const lists = states.map((state, index) => ({ uri: 's/1', seq: 3 * index, list: listOf(state) }));
        const [base, ...rest] = lists;
        const deltas = [];
        let from = base;
        for (const to of rest) {
          if (from === undefined) throw new Error('no base');
          deltas.push(decodeStatusDelta(await signStatusDelta({ from, to: { ...to, ...dated }, signer })));
          from = to;
        }
        if (base === undefined) throw new Error('no base');
        const { seq, list } = applyStatusDeltas(base, deltas, limits);
        expect(seq).toBe(lists.at(-1)?.seq);
        expect(equalBytes(list.packed, lists.at(-1)?.list.packed ?? new Uint8Array())).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  const from = { uri: 's/1', seq: 4, list: listOf([[9, 1]]) };
  const to = { uri: 's/1', seq: 5, list: listOf([[10, 2]]), ...dated };

  test('verifies under its key alone, and says what it is for', async () => {
    const delta = decodeStatusDelta(await signStatusDelta({ from, to, signer }));
    expect(delta).toMatchObject({ uri: 's/1', from: 4, to: 5, ...dated, length: LENGTH / 4 });
    expect(verifyStatusDelta({ delta, publicKey: signer.publicKey, engine: nobleEd25519 })).toBe(true);
    expect(verifyStatusDelta({ delta, publicKey: other.publicKey, engine: nobleEd25519 })).toBe(false);
  });

  test.each([
    ['a list of another number', { ...from, seq: 3 }],
    ['a list of another address', { ...from, uri: 's/2' }],
    [
      'a list of other content',
      {
        ...from,
        list: listOf([
          [9, 2],
          [11, 1],
        ]),
      },
    ],
  ])('does not fit %s', async (_, base) => {
    const delta = decodeStatusDelta(await signStatusDelta({ from, to, signer }));
    expect(() => applyStatusDeltas(base, [delta], limits)).toThrow(
      expect.objectContaining({ code: 'STATUS_DELTA_UNFIT' }),
    );
  });

  test('is refused when it would make a list larger than allowed', async () => {
    const delta = decodeStatusDelta(await signStatusDelta({ from, to, signer }));
    expect(() => applyStatusDeltas(from, [delta], { maxBytes: 100 })).toThrow(
      expect.objectContaining({ code: 'STATUS_MALFORMED' }),
    );
  });

  test('is refused after every truncation and every flip of a bit', async () => {
    const bytes = await signStatusDelta({ from, to, signer });
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeStatusDelta(bytes.subarray(0, length))).toThrow();
    }
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Uint8Array.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit % 8));
      expect(isGood(flipped)).toBe(false);
    }
  });

  test('never leads backwards', async () => {
    await expect(signStatusDelta({ from, to: { ...to, seq: 4 }, signer })).rejects.toThrow(RangeError);
    await expect(signStatusDelta({ from, to: { ...to, uri: 's/2' }, signer })).rejects.toThrow(RangeError);
  });
});

const x = Buffer.from(signer.publicKey).toString('base64url');
const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
/** The platform's, for two thousand signatures of one key. */
const fastEngine: Ed25519Engine = { verify: (signature, message) => verify(null, message, publicKey, signature) };

function isGood(bytes: Uint8Array): boolean {
  try {
    const delta = decodeStatusDelta(bytes);
    return verifyStatusDelta({ delta, publicKey: signer.publicKey, engine: fastEngine });
  } catch {
    return false;
  }
}
