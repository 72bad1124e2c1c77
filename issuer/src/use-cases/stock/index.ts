export { type CloseDayRefusal, makeCloseDay } from './close-day.ts';
export { type ConfirmRemovalRefusal, makeConfirmRemoval } from './confirm-removal.ts';
export { type LedgerLine, makeListRemovals, makeReadLedger, makeReadStock, type StockOverview } from './list-stock.ts';
export { type CarriedAccount, makeMoveSerials, type MoveSerialsRefusal } from './move-serials.ts';
export { onStock, type OfficeFile, type StockDeps } from './on-stock.ts';
export { makeRequestRemoval, type RemovalFault, type RequestRemovalRefusal } from './request-removal.ts';
export { makeStockRegister } from './stock-register.ts';
export { type ChipTakenIn, type FindSupplierKey, makeTakeInStock, type TakeInRefusal } from './take-in-chip.ts';
