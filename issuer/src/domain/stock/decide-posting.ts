import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { compareDates, type PlainDate } from '@residence-permit/shared/plain-date';
import { canMove, type StockState } from '../lifecycles/index.ts';
import { needsTwoSignatures } from './accounts.ts';

/** One serial leaves one account and enters another: the entry of the ledger, the same on both sides. */
export type StockPosting = {
  /** The serial of the chip, in the writing of the office. */
  readonly serial: string;
  readonly from: StockState;
  readonly to: StockState;
  readonly day: PlainDate;
  readonly reason: string;
  readonly actorId: string;
  /** The second signature; present where two are needed. */
  readonly secondId?: string;
};

/** What is asked of the ledger. */
export type StockOrder = Omit<StockPosting, 'from'>;

export type PostingRefusal =
  | 'serial-unknown'
  | 'move-not-allowed'
  | 'reason-missing'
  | 'second-signature-missing'
  /** The same person signed twice. */
  | 'same-signature'
  /** A closed day takes no more postings. */
  | 'day-closed';

/** The posting that moves a serial from where the ledger has it. `account` is undefined for a serial that it does not have. */
export function decidePosting(
  order: StockOrder,
  ledger: { readonly account: StockState | undefined; readonly lastClosed: PlainDate | undefined },
): Outcome<StockPosting, PostingRefusal> {
  const { account, lastClosed } = ledger;
  if (account === undefined) return refused('serial-unknown');
  if (lastClosed !== undefined && compareDates(order.day, lastClosed) <= 0) return refused('day-closed');
  if (!canMove('STOCK', account, order.to)) return refused('move-not-allowed');
  if (order.reason.trim() === '') return refused('reason-missing');
  if (needsTwoSignatures(order.to) && order.secondId === undefined) return refused('second-signature-missing');
  if (order.secondId === order.actorId) return refused('same-signature');
  return ok({ ...order, from: account });
}
