import type { Tagged } from './tagged.ts';

/** Map keys: text, or an integer in -2^32..2^32-1. */
export type CborKey = number | string;
export type CborMap = ReadonlyMap<CborKey, CborValue>;

/** The data that our formats use: no floats, no undefined, no other simple values. Integers beyond 2^53 are bigint. */
export type CborValue =
  | number
  | bigint
  | string
  | boolean
  | null
  | Uint8Array
  | readonly CborValue[]
  | CborMap
  | Tagged;

/** What a format allows. Every member is stated by the caller; there is no default. */
export type CborLimits = {
  /** The longest input, in bytes. */
  readonly maxBytes: number;
  /** How many arrays, maps and tags may stand inside each other; 1 is a flat array. */
  readonly maxDepth: number;
  /** The only tag numbers that may appear; each below 57337 (cbor-x keeps the rest for itself). */
  readonly tags: readonly number[];
};
