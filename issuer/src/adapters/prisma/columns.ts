import { type PlainDate, parsePlainDate } from '@residence-permit/shared/plain-date';

/** A calendar date as a column of type `date` takes it: midnight UTC. */
export function toDateColumn(date: PlainDate): Date {
  return new Date(`${date}T00:00:00Z`);
}

export function fromDateColumn(value: Date): PlainDate {
  return parsePlainDate(value.toISOString().slice(0, 10));
}

/** Seconds since the epoch as a column of type `timestamptz` takes them. */
export function toInstantColumn(seconds: number): Date {
  return new Date(seconds * 1000);
}

export function fromInstantColumn(value: Date): number {
  return Math.floor(value.getTime() / 1000);
}

/** Bytes as the client wants them: with a buffer of their own. */
export function toBytesColumn(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

/** `{ [name]: convert(value) }`, or nothing where the column is null. */
export function present<Name extends string, Column, Value>(
  name: Name,
  column: Column | null,
  convert: (column: Column) => Value,
): Partial<Record<Name, Value>> {
  return column === null ? {} : ({ [name]: convert(column) } as Record<Name, Value>);
}

/** The column of a member that may be absent: unchanged when it is not in the change. */
export function changed<Value, Column>(
  value: Value | undefined,
  convert: (value: Value) => Column,
): Column | undefined {
  return value === undefined ? undefined : convert(value);
}

export const same = <Value>(value: Value): Value => value;

/** The members that are there: the client tells a column that is not named from one that is set to nothing. */
export function named<Row extends object>(row: Row): { [Name in keyof Row]?: Exclude<Row[Name], undefined> } {
  const there = Object.entries(row).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there) as { [Name in keyof Row]?: Exclude<Row[Name], undefined> };
}
