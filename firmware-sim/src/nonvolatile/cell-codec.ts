import type { CborValue } from '@residence-permit/shared/cbor';
import { DecodeError } from '@residence-permit/shared/errors';

/** How one value is kept in the image. `decode` refuses whatever `encode` does not make. @throws DecodeError IMAGE_BAD */
export type CellCodec<Value> = {
  encode(value: Value): CborValue;
  decode(value: CborValue): Value;
};

/** An unsigned integer up to 2^53 - 1. */
export const uintCell: CellCodec<number> = {
  encode: (value) => value,
  decode: (value) => (typeof value === 'number' && value >= 0 ? value : bad('unsigned integer')),
};

export const textCell: CellCodec<string> = {
  encode: (value) => value,
  decode: (value) => (typeof value === 'string' ? value : bad('text')),
};

/** A byte string; `length` bytes where a length is given. */
export function bytesCell(length?: number): CellCodec<Uint8Array> {
  return {
    encode: (value) => value,
    decode: (value) =>
      value instanceof Uint8Array && (length === undefined || value.length === length) ? value.slice() : bad('bytes'),
  };
}

/** One of a closed list of names, kept as its text. */
export function choiceCell<const Name extends string>(names: readonly Name[]): CellCodec<Name> {
  return {
    encode: (value) => value,
    decode: (value) => names.find((name) => name === value) ?? bad('one of a closed list'),
  };
}

/** A value that may be absent; absence is null. */
export function optionalCell<Value>(codec: CellCodec<Value>): CellCodec<Value | undefined> {
  return {
    encode: (value) => (value === undefined ? null : codec.encode(value)),
    decode: (value) => (value === null ? undefined : codec.decode(value)),
  };
}

export function listCell<Value>(codec: CellCodec<Value>): CellCodec<readonly Value[]> {
  return {
    encode: (values) => values.map((value) => codec.encode(value)),
    decode: (value) => asArray(value).map((item) => codec.decode(item)),
  };
}

/** A map from unsigned integers, such as short file ids. */
export function mapCell<Value>(codec: CellCodec<Value>): CellCodec<ReadonlyMap<number, Value>> {
  return {
    encode: (values) => new Map([...values].map(([key, value]) => [key, codec.encode(value)])),
    decode: (value) => {
      if (!(value instanceof Map)) return bad('map');
      return new Map([...value].map(([key, item]) => [uintCell.decode(key), codec.decode(item)]));
    },
  };
}

/** A fixed set of members, kept as an array in the order in which `members` names them. */
export function structCell<Value extends object>(
  members: {
    readonly [Name in keyof Value]: CellCodec<Value[Name]>;
  },
): CellCodec<Value> {
  // The mapped type loses the pairing of name and codec; it is restored here, once.
  const names = Object.keys(members) as (keyof Value)[];
  return {
    encode: (value) => names.map((name) => members[name].encode(value[name])),
    decode: (value) => {
      const items = asArray(value);
      if (items.length !== names.length) return bad(`${names.length} members`);
      return Object.fromEntries(
        names.map((name, at) => [name, members[name].decode(items[at] ?? null)]),
      ) as unknown as Value;
    },
  };
}

function asArray(value: CborValue): readonly CborValue[] {
  return Array.isArray(value) ? value : bad('array');
}

function bad(wanted: string): never {
  throw new DecodeError('IMAGE_BAD', 0, `want ${wanted}`);
}
