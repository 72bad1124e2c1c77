import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { AppealState } from '../../domain/lifecycles/index.ts';
import type { Action } from '../../domain/rights/index.ts';
import { type CaseDeps, type CaseFile, type CaseRefusal, onCase, toActor } from '../applications/index.ts';
import type { Appeal, OfficeTransaction, SignedIn } from '../ports/index.ts';

/** A case and the appeal against its decision. */
export type AppealFile = CaseFile & { readonly appeal: Appeal };
export type AppealRefusal = CaseRefusal | 'appeal-not-found';

/** Runs work on one appeal in one transaction, with the rights that the caller has on its case. */
export async function onAppeal<Value, Refusal extends string>(
  deps: CaseDeps,
  by: SignedIn,
  act: { readonly appealId: string; readonly action: Action },
  work: (tx: OfficeTransaction, file: AppealFile) => Promise<Outcome<Value, Refusal>>,
): Promise<Outcome<Value, Refusal | AppealRefusal>> {
  const { appealId, action } = act;
  const actor = toActor(by, by.officeId ?? '');
  const applicationId = await deps.inTransaction(actor, (tx) => tx.appeals.findCase(appealId));
  if (applicationId === undefined) return refused('appeal-not-found');
  return onCase<Value, Refusal | AppealRefusal>(deps, by, { applicationId, action }, async (tx, file) => {
    const appeals = await tx.appeals.ofApplication(applicationId);
    const appeal = appeals.find(({ id }) => id === appealId);
    return appeal === undefined ? refused('appeal-not-found') : work(tx, { ...file, appeal });
  });
}

/** Moves an appeal; the move stands in its history and the act in the audit log. @throws PermitError STORE_CONFLICT */
export async function moveAppeal(
  tx: OfficeTransaction,
  { appeal, application, granted, ruleVersion }: AppealFile,
  move: {
    readonly to: AppealState;
    /** A code, or words without personal data. */
    readonly reason: string;
    readonly change?: Partial<Pick<Appeal, 'admittedBy' | 'outcome' | 'reasons' | 'decidedBy' | 'decidedAt'>>;
  },
): Promise<Outcome<Appeal, never>> {
  const { to, reason, change = {} } = move;
  const moved = await tx.appeals.save(appeal, { ...change, state: to });
  await tx.move({ machine: 'APPEAL', subjectId: appeal.id, from: appeal.state, to, reason, ruleVersion });
  const { personId, number: caseNumber } = application;
  await tx.audit({ action: granted.action, personId, caseNumber, object: appeal.id, reason: to.toLowerCase() });
  return ok(moved);
}
