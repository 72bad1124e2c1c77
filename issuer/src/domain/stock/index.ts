export { isInCustody, needsTwoSignatures } from './accounts.ts';
export {
  type AccountLine,
  closeDay,
  type CountedSerial,
  countsOf,
  type DayClose,
  type StockCounts,
  type StockDifference,
} from './close-day.ts';
export { decidePosting, type PostingRefusal, type StockOrder, type StockPosting } from './decide-posting.ts';
export { type BrokenEntry, type LedgerFault, postAll, type StockPositions } from './post-all.ts';
