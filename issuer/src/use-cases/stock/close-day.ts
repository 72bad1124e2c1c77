import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { compareDates, type PlainDate } from '@residence-permit/shared/plain-date';
import type { RightRefusal } from '../../domain/rights/index.ts';
import { closeDay, type CountedSerial, type DayClose } from '../../domain/stock/index.ts';
import type { SignedIn } from '../ports/index.ts';
import { onStock, type StockDeps } from './on-stock.ts';
import { agreesWithClose, readLedger } from './read-ledger.ts';

export type CloseDayRefusal =
  | RightRefusal
  | 'day-closed'
  /** A day is closed when it has come. */
  | 'day-in-future'
  /** The ledger no longer says of the last closed day what was counted then. */
  | 'ledger-broken';

/**
 * Closes a day, or says why not: every serial in custody was counted where the ledger has it, and nothing else was. Days that
 * were left open before it are closed with it. While it is decided no posting of the office is under way, and a closed day
 * takes none.
 */
export function makeCloseDay(deps: StockDeps) {
  return (
    by: SignedIn,
    input: {
      readonly day: PlainDate;
      /** Serials of 20 hexadecimal digits, with the drawer in which each was found. */
      readonly counted: readonly CountedSerial[];
    },
  ): Promise<Outcome<DayClose, CloseDayRefusal>> =>
    onStock<DayClose, CloseDayRefusal>(deps, by, { action: 'stock.close' }, async (tx, file) => {
      const { office, officer, now, today } = file;
      const { day, counted } = input;
      if (compareDates(day, today) > 0) return refused('day-in-future');
      await tx.stock.lockLedger(office.id);
      const last = await tx.stock.lastClosed(office.id);
      if (last !== undefined && compareDates(day, last.day) <= 0) return refused('day-closed');
      const span = await readLedger(tx, office, day);
      if (!agreesWithClose(span)) return refused('ledger-broken');
      const closed = closeDay({ ...span, counted });
      const audited = { action: 'stock.close', object: day, reason: closed.kind };
      await tx.audit(audited);
      if (closed.kind === 'NOT_BALANCED') return ok(closed);
      const { counts } = closed;
      await tx.stock.close({ officeId: office.id, day, counts, closedBy: officer.accountId, at: now });
      return ok(closed);
    });
}
