import { describe, expect, test } from 'vitest';
import { nobleEd25519Signer } from '../cose/index.ts';
import type { TrustBundle } from './trust-bundle.ts';
import { NO_FLOORS, raiseFloors } from './trust-floors.ts';
import type { TrustRoot } from './trust-root.ts';

const key = (fill: number) => nobleEd25519Signer(new Uint8Array(32).fill(fill)).publicKey;
const root = (version: number, bundleKey = 2, statusKey = 3): TrustRoot => ({
  version,
  issuedAt: 1,
  expiresAt: 2,
  threshold: 1,
  rootKeys: [key(1)],
  bundleKeys: [key(bundleKey)],
  statusKeys: [key(statusKey)],
  signedBy: [key(1)],
});
const bundle = (seq: number, more: Partial<TrustBundle> = {}): TrustBundle => ({
  seq,
  issuedAt: 1,
  expiresAt: 2,
  rootVersion: 1,
  signers: [],
  cvcas: [],
  revokedTerminals: [],
  purposes: [],
  kinds: [],
  statusSeq: new Map(),
  withdrawnGrants: [],
  ...more,
});
const rolledBack = expect.objectContaining({ code: 'TRUST_ROLLED_BACK' });
const list = (seq: number) => [{ uri: 's/1', seq }];
const first = raiseFloors({ floors: NO_FLOORS, root: root(2), bundle: bundle(10), statusNumbers: list(5) });

describe('the floors of a verifier', () => {
  test('rise with what was accepted, and survive JSON', () => {
    expect(first).toMatchObject({ rootVersion: 2, bundleSeq: 10, statusSeq: { 's/1': 5 } });
    expect(JSON.parse(JSON.stringify(first))).toEqual(first);
  });

  test('let the same files in again, and newer ones', () => {
    const again = raiseFloors({ floors: first, root: root(2), bundle: bundle(10), statusNumbers: list(5) });
    expect(again).toEqual(first);
    const newer = raiseFloors({ floors: first, root: root(3), bundle: bundle(11), statusNumbers: list(6) });
    expect(newer).toMatchObject({ rootVersion: 3, bundleSeq: 11, statusSeq: { 's/1': 6 } });
  });

  test.each([
    ['an older root', root(1), bundle(10), list(5)],
    ['an older bundle', root(2), bundle(9), list(5)],
    ['an older status list', root(2), bundle(10), list(4)],
    [
      'a status list older than the bundle asks for',
      root(2),
      bundle(10, { statusSeq: new Map([['s/1', 6]]) }),
      list(5),
    ],
    ['a bundle made under a later root', root(2), bundle(10, { rootVersion: 3 }), list(5)],
    ['an older bundle with a new root that keeps the bundle key', root(3), bundle(9), list(5)],
    ['an older status list with a new root that keeps the status key', root(3, 7), bundle(1), list(4)],
  ])('refuse %s', (_, newRoot, newBundle, statusNumbers) => {
    expect(() => raiseFloors({ floors: first, root: newRoot, bundle: newBundle, statusNumbers })).toThrow(rolledBack);
  });

  test('start afresh for the bundle when a new root changes the bundle key', () => {
    const reset = raiseFloors({ floors: first, root: root(3, 7), bundle: bundle(1), statusNumbers: list(5) });
    expect(reset.bundleSeq).toBe(1);
    expect(() => raiseFloors({ floors: reset, root: root(3, 7), bundle: bundle(0), statusNumbers: [] })).toThrow(
      rolledBack,
    );
  });

  test('do not start afresh for a bundle of an earlier root while a new root keeps the key that signed it', () => {
    const widened: TrustRoot = { ...root(3), bundleKeys: [key(2), key(7)] };
    const offer = (seq: number, rootVersion: number) => () =>
      raiseFloors({ floors: first, root: widened, bundle: bundle(seq, { rootVersion }), statusNumbers: list(5) });
    expect(offer(9, 2)).toThrow(rolledBack);
    expect(offer(10, 2)().bundleSeq).toBe(10);
    expect(offer(1, 3)().bundleSeq).toBe(1);
  });

  test('start afresh for the status lists when a new root changes the status key', () => {
    const reset = raiseFloors({ floors: first, root: root(3, 2, 7), bundle: bundle(10), statusNumbers: list(1) });
    expect(reset.statusSeq).toEqual({ 's/1': 1 });
  });

  test('keep the floor of a list that is not there this time', () => {
    const without = raiseFloors({ floors: first, root: root(2), bundle: bundle(10), statusNumbers: [] });
    expect(() => raiseFloors({ floors: without, root: root(2), bundle: bundle(10), statusNumbers: list(4) })).toThrow(
      rolledBack,
    );
  });

  test('are not fooled by a list named like a member of every object', () => {
    const statusNumbers = [
      { uri: 'constructor', seq: 0 },
      { uri: 'toString', seq: 1 },
    ];
    const floors = raiseFloors({ floors: first, root: root(2), bundle: bundle(10), statusNumbers });
    expect(floors.statusSeq).toEqual({ 's/1': 5, constructor: 0, toString: 1 });
  });

  test('keep the highest reading of the clock, which an older one does not lower', () => {
    const parts = { root: root(2), bundle: bundle(10), statusNumbers: list(5) };
    const later = raiseFloors({ floors: first, ...parts, clock: 500 });
    expect(later.clock).toBe(500);
    expect(raiseFloors({ floors: later, ...parts, clock: 400 }).clock).toBe(500);
    expect(raiseFloors({ floors: later, ...parts }).clock).toBe(500);
  });
});
