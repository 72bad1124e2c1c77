import { type Outcome, ok } from '@residence-permit/shared/outcome';
import type { RightRefusal } from '../../domain/rights/index.ts';
import { atOffice, type OfficeDeps } from '../catalogue/index.ts';
import type { SettledReceipt, SignedIn } from '../ports/index.ts';

const NEWEST = 500;

/** The settled uses that cannot all be right, about permits of the caller's office, the newest first. It names nobody. */
export function makeListDoubleUses(deps: OfficeDeps) {
  return (by: SignedIn): Promise<Outcome<readonly SettledReceipt[], RightRefusal>> =>
    atOffice<readonly SettledReceipt[], never>(deps, by, { action: 'statistics.read' }, async (tx, { office }) =>
      ok(await tx.receipts.findings(office.id, NEWEST)),
    );
}
