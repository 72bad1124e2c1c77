import { expect, test } from 'vitest';
import { DecodeError } from '../errors/index.ts';
import { type CborMap, expectTagged, readMap, Tagged } from './index.ts';

const record: CborMap = new Map<number | string, CborMap | number | string | boolean | Uint8Array | number[]>([
  [1, 7],
  [2, -7],
  [3, 'text'],
  [4, Uint8Array.of(1, 2)],
  [5, [1]],
  [6, new Map([[1, 1]])],
  [7, true],
]);
const malformed = expect.objectContaining({ code: 'RECORD_MALFORMED' });

test('reads each member by its type', () => {
  const reader = readMap(record, 'RECORD_MALFORMED');
  expect(reader.uint(1)).toBe(7);
  expect(reader.int(2)).toBe(-7);
  expect(reader.text(3)).toBe('text');
  expect(reader.bytes(4, 2)).toEqual(Uint8Array.of(1, 2));
  expect(reader.array(5)).toEqual([1]);
  expect(reader.map(6).uint(1)).toBe(1);
  expect(reader.bool(7)).toBe(true);
  expect(reader.has(8)).toBe(false);
  expect(reader.optional(8)).toBeUndefined();
  expect(() => reader.done()).not.toThrow();
});

test('refuses a member that was not read', () => {
  const reader = readMap(record, 'RECORD_MALFORMED');
  for (const key of [1, 2, 3, 4, 5, 6]) reader.value(key);
  expect(() => reader.done()).toThrow(malformed);
});

test('refuses a missing member and one of another type', () => {
  const reader = readMap(record, 'RECORD_MALFORMED');
  expect(() => reader.uint(8)).toThrow(malformed);
  expect(() => reader.uint(2)).toThrow(malformed);
  expect(() => reader.uint(3)).toThrow(malformed);
  expect(() => reader.int(3)).toThrow(malformed);
  expect(() => reader.bytes(3)).toThrow(malformed);
  expect(() => reader.bytes(4, 3)).toThrow(malformed);
  expect(() => reader.text(4)).toThrow(malformed);
  expect(() => reader.array(6)).toThrow(malformed);
  expect(() => reader.map(5)).toThrow(malformed);
  expect(() => reader.bool(1)).toThrow(malformed);
});

test('an integer past 2^53 is no unsigned integer of a record', () => {
  expect(() => readMap(new Map([[1, 2n ** 60n]]), 'RECORD_MALFORMED').uint(1)).toThrow(malformed);
});

test('refuses what is not a map', () => {
  expect(() => readMap([1], 'TRUST_MALFORMED')).toThrow(expect.objectContaining({ code: 'TRUST_MALFORMED' }));
});

test('opens a tag only when it is the one expected', () => {
  const expectation = { code: 'MDOC_MALFORMED', what: 'item' } as const;
  expect(expectTagged(new Tagged(24, 1), expectation, 24)).toBe(1);
  expect(() => expectTagged(new Tagged(25, 1), expectation, 24)).toThrow(DecodeError);
  expect(() => expectTagged(1, expectation, 24)).toThrow(DecodeError);
});
