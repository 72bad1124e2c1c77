import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { ruleVersionOf } from '../../domain/policy/index.ts';
import type { RightRefusal } from '../../domain/rights/index.ts';
import { applyChange } from '../applications/apply-change.ts';
import { startRetention } from '../applications/index.ts';
import type { OfficeTransaction, ProductionBatch, SignedIn } from '../ports/index.ts';
import { type OfficeFile, onStock, type StockDeps } from '../stock/on-stock.ts';
import { actsOnCases, findPlain } from './batch-cases.ts';

export type ApproveBatchRefusal = RightRefusal | 'batch-unknown' | 'batch-approved';

/** What an approval came to. Cases that went another way since the proposal are left alone. */
export type BatchApproved = { readonly batchId: string; readonly approved: number; readonly skipped: number };

/** The second signature, by another person who had no part in the cases either: all of them are decided in one transaction. */
export function makeApproveBatch(deps: StockDeps) {
  return (
    by: SignedIn,
    { batchId }: { readonly batchId: string },
  ): Promise<Outcome<BatchApproved, ApproveBatchRefusal>> => {
    const act = {
      action: 'application.decide-batch',
      earlierActs: (tx: OfficeTransaction) => actsOnBatch(tx, batchId),
    } as const;
    return onStock<BatchApproved, ApproveBatchRefusal>(deps, by, act, async (tx, file) => {
      const { office, officer, now } = file;
      const batch = await tx.batches.find(batchId);
      if (batch === undefined || batch.officeId !== office.id) return refused('batch-unknown');
      if (batch.approvedBy !== undefined) return refused('batch-approved');
      await tx.batches.approve(batch, { accountId: officer.accountId, at: now });
      let approved = 0;
      for (const id of batch.applicationIds) approved += (await approveCase(tx, { file, batch, id })) ? 1 : 0;
      await tx.audit({ action: 'application.decide-batch', object: batchId, reason: 'approved' });
      return ok({ batchId, approved, skipped: batch.applicationIds.length - approved });
    });
  };

  async function approveCase(
    tx: OfficeTransaction,
    given: { readonly file: OfficeFile; readonly batch: ProductionBatch; readonly id: string },
  ): Promise<boolean> {
    const { file, batch, id } = given;
    const { office, officer, now, today } = file;
    const plain = await findPlain(tx, id, office.id);
    if (!plain.ok) return false;
    const { application, serviceClass } = plain.value;
    const { personId, number: caseNumber, state: from } = application;
    const policy = await tx.policies.get(office.jurisdiction, application.policyVersion);
    const ruleVersion = ruleVersionOf(policy);
    const decision = { id: deps.newId(), decidedAt: now };
    await tx.applications.insertDecision({
      ...decision,
      applicationId: id,
      outcome: 'APPROVED',
      reasons: [],
      ruleVersion,
      deciderId: batch.proposedBy,
      secondId: officer.accountId,
      ...(serviceClass === undefined ? {} : { serviceClass }),
    });
    await tx.applications.save(application, { state: 'APPROVED', waitingSince: now });
    await tx.move({ machine: 'APPLICATION', subjectId: id, from, to: 'APPROVED', reason: batch.id, ruleVersion });
    const person = await tx.persons.find(personId);
    if (person !== undefined) await applyChange(tx, { application, person, decision });
    await startRetention(tx, id, { starts: ['DECIDED'], policy, today });
    await tx.audit({ action: 'application.decide-batch', personId, caseNumber, object: batch.id });
    return true;
  }
}

/** Who had a part in it: the proposer, and everybody in its cases. */
async function actsOnBatch(tx: OfficeTransaction, batchId: string) {
  const batch = await tx.batches.find(batchId);
  if (batch === undefined) return [];
  const proposed = { action: 'application.decide-batch' as const, accountId: batch.proposedBy };
  return [proposed, ...(await actsOnCases(tx, batch.applicationIds))];
}
