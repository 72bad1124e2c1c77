import { toHex } from '@residence-permit/shared/bytes';
import { type Outcome, ok } from '@residence-permit/shared/outcome';
import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { StockState } from '../../domain/lifecycles/index.ts';
import type { RightRefusal } from '../../domain/rights/index.ts';
import type { StockPosting } from '../../domain/stock/index.ts';
import type { SignedIn, StockRemoval } from '../ports/index.ts';
import { onStock, type StockDeps } from './on-stock.ts';

/** What stands where, and through which day it was counted. */
export type StockOverview = {
  readonly counts: Readonly<Partial<Record<StockState, number>>>;
  readonly lastClosed?: PlainDate;
};

/** A line of the ledger. */
export type LedgerLine = StockPosting & {
  /** Seconds since the epoch. */
  readonly at: number;
};

const REMOVALS = 200;

/** Serials of the caller's office by account. */
export function makeReadStock(deps: StockDeps) {
  return (by: SignedIn): Promise<Outcome<StockOverview, RightRefusal>> =>
    onStock(deps, by, { action: 'stock.move' }, async (tx, { office }) => {
      const lastClosed = (await tx.stock.lastClosed(office.id))?.day;
      return ok({ counts: await tx.stock.counts(office.id), ...(lastClosed === undefined ? {} : { lastClosed }) });
    });
}

/** The entries of one day, in the order in which they were made. */
export function makeReadLedger(deps: StockDeps) {
  return (by: SignedIn, { day }: { readonly day: PlainDate }): Promise<Outcome<readonly LedgerLine[], RightRefusal>> =>
    onStock(deps, by, { action: 'stock.close' }, async (tx, { office }) => {
      const postings = await tx.stock.postings(office.id, day);
      return ok(postings.map(({ chipNumber, officeId: _o, ...line }) => ({ ...line, serial: toHex(chipNumber) })));
    });
}

/** What waits for a second signature. */
export function makeListRemovals(deps: StockDeps) {
  return (by: SignedIn): Promise<Outcome<readonly StockRemoval[], RightRefusal>> =>
    onStock(deps, by, { action: 'stock.spoil' }, async (tx, { office }) =>
      ok(await tx.removals.open(office.id, REMOVALS)),
    );
}
