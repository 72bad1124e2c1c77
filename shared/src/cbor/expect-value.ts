import { type Code, DecodeError } from '../errors/index.ts';
import type { CborMap, CborValue } from './cbor-value.ts';
import { Tagged } from './tagged.ts';

/** Which member is read, and the code to throw when it is not what its definition says. */
export type Expectation = { readonly code: Code; readonly what: string };

/** A non-negative integer below 2^53. @throws DecodeError with the code given */
export function expectUint(value: CborValue | undefined, expectation: Expectation): number {
  if (typeof value !== 'number' || value < 0) throw unexpected(expectation, 'an unsigned integer');
  return value;
}

/** An integer below 2^53 in absolute value. @throws DecodeError with the code given */
export function expectInt(value: CborValue | undefined, expectation: Expectation): number {
  if (typeof value !== 'number') throw unexpected(expectation, 'an integer');
  return value;
}

/** @throws DecodeError with the code given */
export function expectBool(value: CborValue | undefined, expectation: Expectation): boolean {
  if (typeof value !== 'boolean') throw unexpected(expectation, 'true or false');
  return value;
}

/** A byte string; of exactly `length` bytes where that is given. @throws DecodeError with the code given */
export function expectBytes(value: CborValue | undefined, expectation: Expectation, length?: number): Uint8Array {
  if (!(value instanceof Uint8Array)) throw unexpected(expectation, 'a byte string');
  if (length !== undefined && value.length !== length) throw unexpected(expectation, `${length} bytes`);
  return value;
}

/** @throws DecodeError with the code given */
export function expectText(value: CborValue | undefined, expectation: Expectation): string {
  if (typeof value !== 'string') throw unexpected(expectation, 'a text string');
  return value;
}

/** @throws DecodeError with the code given */
export function expectArray(value: CborValue | undefined, expectation: Expectation): readonly CborValue[] {
  if (!Array.isArray(value)) throw unexpected(expectation, 'an array');
  return value;
}

/** @throws DecodeError with the code given */
export function expectMap(value: CborValue | undefined, expectation: Expectation): CborMap {
  if (!(value instanceof Map)) throw unexpected(expectation, 'a map');
  return value;
}

/** What the tag encloses. @throws DecodeError with the code given */
export function expectTagged(value: CborValue | undefined, expectation: Expectation, tag: number): CborValue {
  if (!(value instanceof Tagged) || value.tag !== tag) throw unexpected(expectation, `tag ${tag}`);
  return value.value;
}

function unexpected({ code, what }: Expectation, want: string): DecodeError {
  return new DecodeError(code, 0, `${what}: want ${want}`);
}
