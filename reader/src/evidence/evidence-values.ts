import { type CborKey, type CborValue, expectArray, expectUint, type MapReader } from '@residence-permit/shared/cbor';
import { CODES, type Code, DecodeError } from '@residence-permit/shared/errors';

export type Members = MapReader;

export function badEvidence(detail: string): DecodeError {
  return new DecodeError('EVIDENCE_BAD', 0, detail);
}

/** A map of the members that have a value. */
export function members(entries: readonly (readonly [CborKey, CborValue | undefined])[]): CborValue {
  const given = entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
  return new Map<CborKey, CborValue>(given);
}

/** @throws DecodeError EVIDENCE_BAD for another value than these */
export function oneOf<Text extends string>(value: CborValue, allowed: readonly Text[]): Text {
  const found = allowed.find((text) => text === value);
  if (found === undefined) throw badEvidence('value outside its list');
  return found;
}

/** @throws DecodeError EVIDENCE_BAD */
export function tuple(value: CborValue | undefined, length: number): readonly CborValue[] {
  const array = expectArray(value ?? null, { code: 'EVIDENCE_BAD', what: 'array' });
  if (array.length !== length) throw badEvidence(`want ${length} members`);
  return array;
}

/** @throws DecodeError EVIDENCE_BAD */
export function uintOf(value: CborValue | undefined): number {
  return expectUint(value ?? null, { code: 'EVIDENCE_BAD', what: 'count' });
}

/** @throws DecodeError EVIDENCE_BAD for a code that this version does not know */
export function readCode(value: CborValue | undefined): Code {
  if (typeof value === 'string' && isCode(value)) return value;
  throw badEvidence('code');
}

function isCode(text: string): text is Code {
  return Object.hasOwn(CODES, text);
}
