import { type Outcome, ok } from '@residence-permit/shared/outcome';
import type { SettledReceipt, SignedIn } from '../ports/index.ts';
import { type AskedOffice, overOffices, type StatisticsDeps, type StatisticsRefusal } from './over-offices.ts';

const NEWEST = 500;

/** The settled uses that cannot all be right, about permits of the offices asked about, the newest first. It names nobody. */
export function makeListDoubleUses(deps: StatisticsDeps) {
  return (by: SignedIn, asked: AskedOffice): Promise<Outcome<readonly SettledReceipt[], StatisticsRefusal>> =>
    overOffices<readonly SettledReceipt[], never>(deps, { ...asked, by }, async (tx, offices) => {
      const officeIds = offices.map(({ id }) => id);
      return ok(await tx.receipts.findings(officeIds, NEWEST));
    });
}
