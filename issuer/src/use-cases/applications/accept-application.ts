import { type Outcome, ok } from '@residence-permit/shared/outcome';
import type { PlainDate } from '@residence-permit/shared/plain-date';
import { readClock } from '../../domain/deadline/index.ts';
import type { ApplicationKind } from '../../domain/policy/index.ts';
import type { SignedIn } from '../ports/index.ts';
import type { CaseDeps, CaseRefusal } from './case-file.ts';
import { moveCase } from './move-case.ts';
import { onCase } from './on-case.ts';

export type AcceptRefusal = CaseRefusal | 'wrong-state';

/** What the acceptance receipt states; it starts the clock. Decree 663 art. 9. */
export type Acceptance = {
  readonly applicationId: string;
  readonly number: string;
  readonly kind: ApplicationKind;
  readonly acceptedOn: PlainDate;
  /** Last day on which the office is in time. */
  readonly dueOn: PlainDate;
};

/** Accepts a case: from this day the clock runs, against the office. */
export function makeAcceptApplication(deps: CaseDeps) {
  return (
    by: SignedIn,
    { applicationId }: { readonly applicationId: string },
  ): Promise<Outcome<Acceptance, AcceptRefusal>> =>
    onCase(deps, by, { applicationId, action: 'application.accept' }, async (tx, file) => {
      const { application, policy, today, now } = file;
      const { dueOn } = readClock({ acceptedOn: today }, today, policy);
      const change = { acceptedAt: now, dueOn, waitingSince: now };
      const moved = await moveCase(tx, file, { to: 'ACCEPTED', reason: 'accepted', change });
      if (!moved.ok) return moved;
      return ok({ applicationId, number: application.number, kind: application.kind, acceptedOn: today, dueOn });
    });
}
