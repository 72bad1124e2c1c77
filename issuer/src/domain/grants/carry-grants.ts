import { addDays, compareDates, fromEpochDays, type PlainDate, toEpochDays } from '@residence-permit/shared/plain-date';
import { countedGrantsOf, type Grant, periodIndex } from '@residence-permit/shared/records';

/** Uses that were settled, by period; 0 is the first period, or the only one. */
export type SettledUses = ReadonlyMap<number, number>;

/**
 * A grant as it goes to the chip of a replacement card, which has counted nothing yet: what was used up on the old card stays
 * used up. Without uses in the running period it goes as it is. A grant of one period goes with what is left of its limit. One
 * of many periods goes in two: what is left of the running period under `remainderId`, and the whole limit from the next one
 * on under its own id. Empty when nothing is left. Uses that were not settled yet are not known here.
 */
export function carryGrant(
  grant: Grant,
  carried: { readonly settled: SettledUses; readonly today: PlainDate; readonly remainderId: Uint8Array },
): readonly Grant[] {
  const { settled, today, remainderId } = carried;
  const [counted] = countedGrantsOf([grant]);
  if (compareDates(grant.through, today) < 0) return [];
  if (counted === undefined || compareDates(today, grant.from) < 0) return [grant];
  const period = periodIndex(counted, toEpochDays(today));
  const left = Math.max(0, counted.limit - (settled.get(period) ?? 0));
  if (left === counted.limit) return [grant];
  if (counted.periodDays === 0) return left === 0 ? [] : [{ ...grant, limit: left }];
  const next = fromEpochDays(counted.fromDay + (period + 1) * counted.periodDays);
  const lastOfPeriod = addDays(next, -1);
  const through = compareDates(lastOfPeriod, grant.through) < 0 ? lastOfPeriod : grant.through;
  const remainder: Grant = { id: remainderId, kind: grant.kind, from: today, through, limit: left };
  const rest: readonly Grant[] = compareDates(next, grant.through) <= 0 ? [{ ...grant, from: next }] : [];
  return left === 0 ? rest : [remainder, ...rest];
}

/** Name and version of one grantor's record, on a card or in the register. */
export type RecordVersion = { readonly dataGroup: number; readonly grantor: string; readonly version: number };

/**
 * The version that a grantor's next record needs: one above the highest that any card of the permit holds or was ever signed,
 * so that no older record passes on the replacement card.
 */
export function nextVersion(
  { dataGroup, grantor }: Omit<RecordVersion, 'version'>,
  known: readonly RecordVersion[],
): number {
  const versions = known.filter((other) => other.dataGroup === dataGroup && other.grantor === grantor);
  return 1 + Math.max(0, ...versions.map(({ version }) => version));
}
