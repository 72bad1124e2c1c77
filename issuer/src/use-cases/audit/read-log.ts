import { type Outcome, ok } from '@residence-permit/shared/outcome';
import type { RightRefusal } from '../../domain/rights/index.ts';
import { toActor } from '../applications/index.ts';
import type { AuditLog, InTransaction, LoggedEvent, SignedIn } from '../ports/index.ts';
import { officesInReach } from './offices-in-reach.ts';

/** More than a case has in years. */
const LIMIT = 500;

/** What the log holds of a case, at the offices of the caller's city. That it was read is an event of the case too. */
export function makeReadLog(deps: { readonly inTransaction: InTransaction; readonly auditLog: AuditLog }) {
  return async (
    by: SignedIn,
    { caseNumber }: { readonly caseNumber: string },
  ): Promise<Outcome<readonly LoggedEvent[], RightRefusal>> => {
    const { inTransaction, auditLog } = deps;
    const reached = await inTransaction(toActor(by, ''), (tx) => officesInReach(tx, by, 'audit.read'));
    if (!reached.ok) return reached;
    const offices = new Set(reached.value.map(({ id }) => id));
    const events = await auditLog.eventsOfCase(caseNumber, LIMIT);
    const own = events.filter(({ officeId }) => offices.has(officeId));
    const at = own[0]?.officeId;
    if (at === undefined) return ok([]);
    const purpose = by.ground.purpose === undefined ? {} : { purpose: by.ground.purpose };
    await inTransaction(toActor(by, at), (tx) => tx.audit({ action: 'audit.read', caseNumber, ...purpose }));
    return ok(own);
  };
}
