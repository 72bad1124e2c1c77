import { toHex } from '@residence-permit/shared/bytes';
import { addDays, type PlainDate, toEpochDays } from '@residence-permit/shared/plain-date';
import { countsOf, type StockCounts, type StockPosting, type StockPositions } from '../../domain/stock/index.ts';
import type { Office, OfficeTransaction, Position } from '../ports/index.ts';

const DAY_S = 86_400;

/** The ledger of an office between its last closed day and another one. */
export type LedgerSpan = {
  readonly opening: StockPositions;
  /** What was counted when the last day was closed; absent before the first close. */
  readonly closedCounts?: Readonly<Record<string, number>>;
  readonly takenIn: readonly string[];
  readonly postings: readonly StockPosting[];
};

/** Reads the open part of the ledger through a day. Serials are 20 hexadecimal digits. */
export async function readLedger(tx: OfficeTransaction, office: Office, through: PlainDate): Promise<LedgerSpan> {
  const closed = await tx.stock.lastClosed(office.id);
  const before = endOf(through, office);
  const postings = await tx.stock.postingsBetween(office.id, { after: closed?.day, through });
  const from = closed === undefined ? 0 : endOf(closed.day, office);
  const opening = closed === undefined ? [] : await tx.stock.positionsOn(office.id, { day: closed.day, before: from });
  const takenIn = await tx.stock.takenIn(office.id, { from, before });
  return {
    opening: new Map(opening.map(toEntry)),
    ...(closed === undefined ? {} : { closedCounts: closed.counts }),
    takenIn: takenIn.map(toHex),
    postings: postings.map(({ chipNumber, ...posting }) => ({ ...posting, serial: toHex(chipNumber) })),
  };
}

/** True when the ledger says of the last closed day what was counted then. */
export function agreesWithClose({ opening, closedCounts }: LedgerSpan): boolean {
  if (closedCounts === undefined) return true;
  const counts: StockCounts = countsOf(opening);
  return Object.entries(counts).every(([account, count]) => (closedCounts[account] ?? 0) === count);
}

/** Seconds since the epoch at which a day of the office is over. */
function endOf(day: PlainDate, { utcOffsetMinutes }: Office): number {
  return toEpochDays(addDays(day, 1)) * DAY_S - utcOffsetMinutes * 60;
}

function toEntry({ chipNumber, account }: Position): readonly [string, Position['account']] {
  return [toHex(chipNumber), account];
}
