import { concatBytes, equalBytes, readUint, uint32Bytes } from '../bytes/index.ts';
import { DecodeError } from '../errors/index.ts';
import { toEpochDays } from '../plain-date/index.ts';
import { GRANT_ID_BYTES, type Grant } from './grant.ts';

/** Bytes of one counted grant in DO 85. */
export const COUNTED_GRANT_BYTES = 16;

/** What the chip needs to know to count the uses of a grant. */
export type CountedGrant = {
  readonly id: Uint8Array;
  /** Uses allowed in each period, 1 to 65535. */
  readonly limit: number;
  /** Days in a period; 0 = one period, the whole grant. */
  readonly periodDays: number;
  /** First day of the first period, in days since 1970. */
  readonly fromDay: number;
};

/** What the chip is told about a signed list of grants: those with a limit, in their order. */
export function countedGrantsOf(grants: readonly Grant[]): readonly CountedGrant[] {
  return grants.flatMap(({ id, limit, period, from }) =>
    limit === undefined ? [] : [{ id, limit, periodDays: period ?? 0, fromDay: toEpochDays(from) }],
  );
}

/** Value of DO 85: id (8) ‖ limit (2) ‖ days in a period (2) ‖ first day (4) for each counted grant. */
export function encodeCountedGrants(grants: readonly CountedGrant[]): Uint8Array {
  return concatBytes(
    ...grants.map(({ id, limit, periodDays, fromDay }) =>
      concatBytes(id, uint32Bytes(limit * 0x1_0000 + periodDays), uint32Bytes(fromDay)),
    ),
  );
}

/** @throws DecodeError RECORD_MALFORMED */
export function decodeCountedGrants(value: Uint8Array): readonly CountedGrant[] {
  if (value.length === 0 || value.length % COUNTED_GRANT_BYTES !== 0) throw malformed('DO 85: length');
  const grants: CountedGrant[] = [];
  for (let at = 0; at < value.length; at += COUNTED_GRANT_BYTES) {
    const entry = value.subarray(at, at + COUNTED_GRANT_BYTES);
    const grant = {
      id: entry.slice(0, GRANT_ID_BYTES),
      limit: readUint(entry.subarray(8, 10)),
      periodDays: readUint(entry.subarray(10, 12)),
      fromDay: readUint(entry.subarray(12, 16)),
    };
    if (grant.limit === 0 || grants.some((other) => equalBytes(other.id, grant.id))) throw malformed('DO 85: entry');
    grants.push(grant);
  }
  return grants;
}

/** Which period of a counted grant a day lies in: 0 is the first, or the only one. @throws RangeError before the first day */
export function periodIndex(grant: CountedGrant, day: number): number {
  if (day < grant.fromDay) throw new RangeError(`day: ${day} is before the grant`);
  return grant.periodDays === 0 ? 0 : Math.floor((day - grant.fromDay) / grant.periodDays);
}

function malformed(detail: string): DecodeError {
  return new DecodeError('RECORD_MALFORMED', 0, detail);
}
