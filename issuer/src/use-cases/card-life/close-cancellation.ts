import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { type CaseDeps, type CaseRefusal, onCase } from '../applications/index.ts';
import { moveCase } from '../applications/move-case.ts';
import { postCard } from '../production/post-card.ts';
import type { Permit, SignedIn } from '../ports/index.ts';
import { makeEndPermitIn } from './end-permit-in.ts';
import { liveCardOf } from './move-card.ts';

export type CancellationRefusal =
  | CaseRefusal
  | 'not-a-cancellation'
  | 'case-not-approved'
  | 'permit-terminated'
  /** There is no card in anybody's hand that could come back. */
  | 'no-live-card';

/**
 * Carries out an approved cancellation: the permit ends, its card comes back or is revoked, the case is closed, all in one
 * transaction.
 */
export function makeCloseCancellation(deps: CaseDeps) {
  const endPermitIn = makeEndPermitIn(deps);
  return (
    by: SignedIn,
    input: { readonly applicationId: string; readonly isCardReturned: boolean },
  ): Promise<Outcome<Permit, CancellationRefusal>> => {
    const { applicationId, isCardReturned } = input;
    const act = { applicationId, action: 'card.take-back' } as const;
    return onCase<Permit, CancellationRefusal>(deps, by, act, async (tx, file) => {
      const { application, office, ruleVersion, now } = file;
      if (application.kind !== 'CANCEL') return refused('not-a-cancellation');
      if (application.state !== 'APPROVED') return refused('case-not-approved');
      const permit = application.permitId === undefined ? undefined : await tx.permits.find(application.permitId);
      if (permit === undefined || permit.state === 'TERMINATED') return refused('permit-terminated');
      const card = liveCardOf(await tx.cards.ofPermit(permit.id));
      if (isCardReturned && card === undefined) return refused('no-live-card');
      const closed = await moveCase(tx, file, { to: 'CLOSED', reason: 'cancelled' });
      if (!closed.ok) return refused('case-not-approved');
      const officer = { accountId: by.accountId, officeId: by.officeId ?? office.id };
      const returned = isCardReturned && card !== undefined ? { returned: card.cardNumber } : {};
      const end = { ground: 'LEFT_AND_CANCELLED', officer, ruleVersion, applicationId, ...returned } as const;
      const ended = await endPermitIn(tx, permit, end);
      if (isCardReturned && card !== undefined) {
        await postCard(tx, card, { to: 'RETURNED', reason: 'cancelled', officer, at: now });
      }
      return ok(ended);
    });
  };
}
