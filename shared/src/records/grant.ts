import { type CborValue, readMap } from '../cbor/index.ts';
import { DecodeError } from '../errors/index.ts';
import { compareDates, fromEpochDays, type PlainDate, toEpochDays } from '../plain-date/index.ts';

/** Bytes of a grant id, drawn at random by the grantor. */
export const GRANT_ID_BYTES = 8;
/** Highest count that a grant may allow, and longest period: they stand in two bytes on the card. */
export const MAX_USES = 0xffff;

const KEY_ID = 0;
const KEY_KIND = 1;
const KEY_FROM = 2;
const KEY_THROUGH = 3;
const KEY_LIMIT = 4;
const KEY_PERIOD_DAYS = 5;
const KEY_GRADE = 6;
const MAX_GRADE = 255;

/** One entitlement that a department gave a holder. */
export type Grant = {
  /** 8 bytes; the name under which uses are counted and settled. */
  readonly id: Uint8Array;
  /** Id of an entitlement kind of the catalogue. */
  readonly kind: string;
  /** First and last day on which it is good. */
  readonly from: PlainDate;
  readonly through: PlainDate;
  /** Uses allowed in each period, 1 to 65535; present exactly when uses are counted. */
  readonly limit?: number;
  /** Length of a period in days, the first beginning on `from`; absent: one period, the whole grant. Needs `limit`. */
  readonly period?: number;
  /** Band of a graded entitlement, 1 to 255. */
  readonly grade?: number;
};

export function encodeGrant(grant: Grant): CborValue {
  const map = new Map<number, CborValue>([
    [KEY_ID, grant.id],
    [KEY_KIND, grant.kind],
    [KEY_FROM, toEpochDays(grant.from)],
    [KEY_THROUGH, toEpochDays(grant.through)],
  ]);
  if (grant.limit !== undefined) map.set(KEY_LIMIT, grant.limit);
  if (grant.period !== undefined) map.set(KEY_PERIOD_DAYS, grant.period);
  if (grant.grade !== undefined) map.set(KEY_GRADE, grant.grade);
  return map;
}

/** @throws DecodeError RECORD_MALFORMED */
export function decodeGrant(value: CborValue): Grant {
  const map = readMap(value, 'RECORD_MALFORMED');
  const grant: Grant = {
    id: map.bytes(KEY_ID, GRANT_ID_BYTES),
    kind: map.text(KEY_KIND),
    from: fromEpochDays(map.uint(KEY_FROM)),
    through: fromEpochDays(map.uint(KEY_THROUGH)),
    ...(map.has(KEY_LIMIT) ? { limit: between(map.uint(KEY_LIMIT), MAX_USES) } : {}),
    ...(map.has(KEY_PERIOD_DAYS) ? { period: between(map.uint(KEY_PERIOD_DAYS), MAX_USES) } : {}),
    ...(map.has(KEY_GRADE) ? { grade: between(map.uint(KEY_GRADE), MAX_GRADE) } : {}),
  };
  map.done();
  const periodWithoutLimit = grant.period !== undefined && grant.limit === undefined;
  if (!isCatalogueId(grant.kind) || compareDates(grant.from, grant.through) > 0 || periodWithoutLimit) {
    throw new DecodeError('RECORD_MALFORMED', 0, 'grant');
  }
  return grant;
}

/** True for the id of a purpose or of an entitlement kind: lower-case words joined by hyphens, at most 32 characters. */
export function isCatalogueId(text: string): boolean {
  return text.length <= 32 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text);
}

function between(value: number, max: number): number {
  if (value < 1 || value > max) throw new DecodeError('RECORD_MALFORMED', 0, 'grant: number out of range');
  return value;
}
