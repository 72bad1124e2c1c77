import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { type ApproveWithdrawalRefusal as DomainRefusal, approveWithdrawal } from '../../domain/grants/index.ts';
import type { GrantWithdrawal, OfficeTransaction, PermitGrant, SignedIn } from '../ports/index.ts';
import { isForCards } from './approve-grant.ts';
import { moveGrant } from './move-grant.ts';
import { type GrantDeps, type GrantsFile, type GrantsRefusal, onGrant } from './on-grants.ts';

export type DecideWithdrawalRefusal = GrantsRefusal | 'withdrawal-unknown' | 'grant-unknown' | 'not-proposed';
export type ApproveWithdrawalRefusal = DecideWithdrawalRefusal | DomainRefusal;

type Deps = Pick<GrantDeps, 'inTransaction' | 'clock'>;
type WithdrawalFile = GrantsFile & { readonly grant: PermitGrant; readonly withdrawal: GrantWithdrawal };

/**
 * Takes a grant back, by another person than whoever entered the withdrawal. The next version of the grantor's record is
 * without it, the trust bundle names it so that no verifier goes by the older record on the card, and the holder is told why
 * and how to object. The card is rewritten when it is next at a counter.
 */
export function makeApproveWithdrawal(deps: Deps) {
  return (
    by: SignedIn,
    { withdrawalId }: { readonly withdrawalId: string },
  ): Promise<Outcome<GrantWithdrawal, ApproveWithdrawalRefusal>> =>
    onWithdrawal<ApproveWithdrawalRefusal>(deps, by, withdrawalId, async (tx, file) => {
      const { withdrawal, grant, permit, now, today } = file;
      const { state, enteredBy, from, reason } = withdrawal;
      const proposal = { state, enteredBy, from, grantState: grant.state };
      const decided = approveWithdrawal(proposal, { approvedBy: by.accountId, today });
      if (!decided.ok) return decided;
      const raised = (await isForCards(tx, grant))
        ? { recordVersion: await tx.grants.raiseRecord(permit.id, grant) }
        : {};
      const approval = { state: decided.value, decidedBy: by.accountId, decidedAt: now, ...raised };
      const approved = await tx.grantWithdrawals.save(withdrawal, approval);
      await tx.move({
        machine: 'GRANT_WITHDRAWAL',
        subjectId: withdrawal.id,
        from: state,
        to: approved.state,
        reason: 'approved',
      });
      await moveGrant(tx, grant, { state: 'REVOKED', reason });
      await tx.audit({ action: 'grant.approve-withdrawal', personId: permit.personId, object: grant.id, reason });
      const details = { from: today, reason };
      await tx.tell({ template: 'grant-withdrawn', personId: permit.personId, caseNumber: permit.number, details });
      await tx.enqueue({ name: 'publish-trust', data: {} });
      return ok(approved);
    });
}

/** Declines a withdrawal that waits, with the reason that the department is told: the holder keeps the grant. */
export function makeDeclineWithdrawal(deps: Deps) {
  return (
    by: SignedIn,
    input: {
      readonly withdrawalId: string;
      /** Words without personal data. */
      readonly reason: string;
    },
  ): Promise<Outcome<GrantWithdrawal, DecideWithdrawalRefusal>> =>
    onWithdrawal<DecideWithdrawalRefusal>(deps, by, input.withdrawalId, async (tx, file) => {
      const { withdrawal, grant, permit, now } = file;
      const { reason } = input;
      if (withdrawal.state !== 'PROPOSED') return refused('not-proposed');
      const decision = { state: 'DECLINED', decidedBy: by.accountId, decidedAt: now } as const;
      const declined = await tx.grantWithdrawals.save(withdrawal, decision);
      await tx.move({
        machine: 'GRANT_WITHDRAWAL',
        subjectId: withdrawal.id,
        from: withdrawal.state,
        to: declined.state,
        reason,
      });
      await tx.audit({ action: 'grant.approve-withdrawal', personId: permit.personId, object: grant.id, reason });
      return ok(declined);
    });
}

/** Runs work on one withdrawal in one transaction; whoever entered it is kept from deciding it. */
async function onWithdrawal<Refusal extends string>(
  deps: Deps,
  by: SignedIn,
  withdrawalId: string,
  work: (tx: OfficeTransaction, file: WithdrawalFile) => Promise<Outcome<GrantWithdrawal, Refusal>>,
): Promise<Outcome<GrantWithdrawal, Refusal | DecideWithdrawalRefusal>> {
  const actor = { accountId: by.accountId, officeId: by.officeId ?? '' };
  const known = await deps.inTransaction(actor, (tx) => tx.grantWithdrawals.find(withdrawalId));
  if (known === undefined) return refused('withdrawal-unknown');
  const { grantId, enteredBy: accountId } = known;
  const earlierActs = [{ action: 'grant.withdraw', accountId } as const];
  const act = { grantId, action: 'grant.approve-withdrawal', earlierActs } as const;
  return onGrant<GrantWithdrawal, Refusal | 'withdrawal-unknown'>(deps, by, act, async (tx, file) => {
    const withdrawal = await tx.grantWithdrawals.find(withdrawalId);
    return withdrawal === undefined ? refused('withdrawal-unknown') : work(tx, { ...file, withdrawal });
  });
}
