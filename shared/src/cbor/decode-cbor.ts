import { addExtension, Decoder } from 'cbor-x/decode-no-eval';
import type { CborLimits, CborValue } from './cbor-value.ts';
import { type CborForm, surveyCbor } from './guard-cbor.ts';
import { Tagged } from './tagged.ts';

// The build without eval, for two reasons: a page whose content policy forbids eval can run it, and its registry of
// tags is its own. The main build has one registry for the whole process, in which another package's decoder for a
// tag would replace ours.
const decoder = new Decoder({ mapsAsObjects: false, useRecords: false });
const registeredTags = new Set<number>();

/** cbor-x keeps the tags from here on for its own records, before it asks the registry. */
const FIRST_RESERVED_TAG = 0xdff9;

/**
 * The value that `bytes` encode, after `guardCbor` has passed all of them. Maps become Map; integers become number, or
 * bigint beyond 2^53; listed tags become `Tagged`. Byte strings are views into one private copy of the input: the
 * caller's array is neither kept nor changed.
 * @throws DecodeError with a CBOR_ code
 * @throws RangeError when a listed tag is not below 57337
 */
export function decodeCbor(bytes: Uint8Array, limits: CborLimits): CborValue {
  return decodeForm(bytes, limits, 'deterministic');
}

/**
 * As `decodeCbor`, for documents of other makers: heads may be longer than needed and keys unordered. Everything else
 * is refused alike. Never for a card: what we sign has one encoding.
 * @throws DecodeError with a CBOR_ code
 */
export function decodeForeignCbor(bytes: Uint8Array, limits: CborLimits): CborValue {
  return decodeForm(bytes, limits, 'foreign');
}

function decodeForm(bytes: Uint8Array, limits: CborLimits, form: CborForm): CborValue {
  const survey = surveyCbor(bytes, limits, form);
  for (const tag of limits.tags) if (!registeredTags.has(tag)) registerTag(tag);
  const value = decoder.decode(new Uint8Array(bytes)) as CborValue;
  return survey.hasUint64 ? withPlainNumbers(value) : value;
}

/** Without this cbor-x would make dates, sets, typed arrays, regular expressions or errors of some tags. */
function registerTag(tag: number): void {
  if (!Number.isInteger(tag) || tag < 0 || tag >= FIRST_RESERVED_TAG) {
    throw new RangeError(`limits.tags: want integers in 0..${FIRST_RESERVED_TAG - 1}, got ${tag}`);
  }
  addExtension({ Class: Tagged, tag, encode: refuseToEncode, decode: (value: CborValue) => new Tagged(tag, value) });
  registeredTags.add(tag);
}

function refuseToEncode(): never {
  throw new TypeError('cbor-x is used for decoding only');
}

/** cbor-x gives every integer of eight bytes as bigint; those that fit become number. */
function withPlainNumbers(value: CborValue): CborValue {
  if (typeof value === 'bigint') return isSafe(value) ? Number(value) : value;
  if (Array.isArray(value)) return value.map(withPlainNumbers);
  if (value instanceof Map) return new Map([...value].map(([key, member]) => [key, withPlainNumbers(member)]));
  return value instanceof Tagged ? new Tagged(value.tag, withPlainNumbers(value.value)) : value;
}

function isSafe(value: bigint): boolean {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= BigInt(Number.MIN_SAFE_INTEGER);
}
