import { type StockState, statesOf } from '../lifecycles/index.ts';
import { isInCustody } from './accounts.ts';
import type { StockPosting } from './decide-posting.ts';
import { type BrokenEntry, type LedgerFault, postAll, type StockPositions } from './post-all.ts';

/** Serials of each account. */
export type StockCounts = Readonly<Record<StockState, number>>;

/** One account over the day: opening + in - out = closing. */
export type AccountLine = {
  readonly account: StockState;
  readonly opening: number;
  readonly in: number;
  readonly out: number;
  readonly closing: number;
};

/** A serial on which ledger and count differ, or whose entries are broken. */
export type StockDifference = {
  readonly serial: string;
  readonly kind: LedgerFault | 'NOT_COUNTED' | 'NOT_IN_LEDGER' | 'ELSEWHERE' | 'COUNTED_TWICE';
  readonly ledger?: StockState;
  readonly counted?: StockState;
};

export type DayClose =
  | { readonly kind: 'BALANCED'; readonly lines: readonly AccountLine[]; readonly counts: StockCounts }
  | { readonly kind: 'NOT_BALANCED'; readonly differences: readonly StockDifference[] };

/** A serial that was found, and in which drawer. */
export type CountedSerial = { readonly serial: string; readonly account: StockState };

/**
 * The close of a day: every serial that the ledger has in custody was counted where the ledger has it, and nothing else was.
 * Otherwise the day stays open, and the serials are named.
 */
export function closeDay(day: {
  readonly opening: StockPositions;
  readonly takenIn: readonly string[];
  readonly postings: readonly StockPosting[];
  readonly counted: readonly CountedSerial[];
}): DayClose {
  const { positions, broken } = postAll(day.opening, day);
  const differences = [...broken.map(brokenDifference(positions)), ...countDifferences(positions, day.counted)];
  if (differences.length > 0) return { kind: 'NOT_BALANCED', differences };
  const counts = countsOf(positions);
  const lines = statesOf('STOCK').map((account) => lineOf(account, day, counts[account]));
  return { kind: 'BALANCED', lines, counts };
}

/** How many serials stand in each account, the empty ones included. */
export function countsOf(positions: StockPositions): StockCounts {
  const accounts = [...positions.values()];
  const count = (account: StockState) => accounts.filter((other) => other === account).length;
  return Object.fromEntries(statesOf('STOCK').map((account) => [account, count(account)])) as StockCounts;
}

function lineOf(
  account: StockState,
  day: Pick<Parameters<typeof closeDay>[0], 'opening' | 'takenIn' | 'postings'>,
  closing: number,
): AccountLine {
  const delivered = account === 'VAULT' ? day.takenIn.length : 0;
  return {
    account,
    opening: countsOf(day.opening)[account],
    in: delivered + day.postings.filter(({ to }) => to === account).length,
    out: day.postings.filter(({ from }) => from === account).length,
    closing,
  };
}

function brokenDifference(positions: StockPositions) {
  return ({ serial, fault }: BrokenEntry): StockDifference => {
    const ledger = positions.get(serial);
    return { serial, kind: fault, ...(ledger === undefined ? {} : { ledger }) };
  };
}

function countDifferences(positions: StockPositions, counted: readonly CountedSerial[]): readonly StockDifference[] {
  const found = new Map<string, StockState>();
  const differences: StockDifference[] = [];
  for (const { serial, account } of counted) {
    const ledger = positions.get(serial);
    if (found.has(serial)) differences.push({ serial, kind: 'COUNTED_TWICE', counted: account });
    else if (ledger === undefined) differences.push({ serial, kind: 'NOT_IN_LEDGER', counted: account });
    else if (ledger !== account) differences.push({ serial, kind: 'ELSEWHERE', ledger, counted: account });
    found.set(serial, account);
  }
  for (const [serial, ledger] of positions) {
    if (isInCustody(ledger) && !found.has(serial)) differences.push({ serial, kind: 'NOT_COUNTED', ledger });
  }
  return differences;
}
