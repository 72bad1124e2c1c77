import { canMove, type StockState } from '../lifecycles/index.ts';
import { needsTwoSignatures } from './accounts.ts';
import type { StockPosting } from './decide-posting.ts';

/** Where each serial is. */
export type StockPositions = ReadonlyMap<string, StockState>;

/** Why an entry of the ledger cannot be right. */
export type LedgerFault = 'TAKEN_IN_TWICE' | 'SERIAL_UNKNOWN' | 'WRONG_ACCOUNT' | 'MOVE_NOT_ALLOWED' | 'UNSIGNED';

/** An entry that was not applied. */
export type BrokenEntry = { readonly serial: string; readonly fault: LedgerFault };

/**
 * The positions after a delivery and postings, in their order. What does not fit is not applied and is named: a posting
 * moves a serial out of the account in which it stands, or nothing.
 */
export function postAll(
  opening: StockPositions,
  day: { readonly takenIn: readonly string[]; readonly postings: readonly StockPosting[] },
): { readonly positions: StockPositions; readonly broken: readonly BrokenEntry[] } {
  const positions = new Map(opening);
  const broken: BrokenEntry[] = [];
  for (const serial of day.takenIn) {
    if (positions.has(serial)) broken.push({ serial, fault: 'TAKEN_IN_TWICE' });
    else positions.set(serial, 'VAULT');
  }
  for (const posting of day.postings) {
    const fault = faultOf(posting, positions.get(posting.serial));
    if (fault === undefined) positions.set(posting.serial, posting.to);
    else broken.push({ serial: posting.serial, fault });
  }
  return { positions, broken };
}

function faultOf(posting: StockPosting, account: StockState | undefined): LedgerFault | undefined {
  const { from, to, actorId, secondId } = posting;
  if (account === undefined) return 'SERIAL_UNKNOWN';
  if (account !== from) return 'WRONG_ACCOUNT';
  if (!canMove('STOCK', from, to)) return 'MOVE_NOT_ALLOWED';
  if (needsTwoSignatures(to) && (secondId === undefined || secondId === actorId)) return 'UNSIGNED';
  return undefined;
}
