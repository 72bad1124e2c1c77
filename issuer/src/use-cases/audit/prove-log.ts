import { type Outcome, ok } from '@residence-permit/shared/outcome';
import type { RightRefusal } from '../../domain/rights/index.ts';
import { toActor } from '../applications/index.ts';
import type { AuditLog, InTransaction, LogProof, SignedIn } from '../ports/index.ts';
import { officesInReach } from './offices-in-reach.ts';

export type OfficeProof = { readonly officeId: string; readonly officeName: string } & LogProof;

/** Hashes the chains of the caller's city again and holds them against what was signed; that it was done is an event too. */
export function makeProveLog(deps: { readonly inTransaction: InTransaction; readonly auditLog: AuditLog }) {
  return async (by: SignedIn): Promise<Outcome<readonly OfficeProof[], RightRefusal>> => {
    const { inTransaction, auditLog } = deps;
    const reached = await inTransaction(toActor(by, ''), (tx) => officesInReach(tx, by, 'audit.prove'));
    if (!reached.ok) return reached;
    const proofs: OfficeProof[] = [];
    for (const { id, name } of reached.value) {
      const proof = await auditLog.prove(id);
      proofs.push({ officeId: id, officeName: name, ...proof });
      const reason = proof.broken > 0 ? 'broken' : 'whole';
      await inTransaction(toActor(by, id), (tx) => tx.audit({ action: 'audit.prove', reason }));
    }
    return ok(proofs);
  };
}
