import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { dateAt, type PlainDate } from '@residence-permit/shared/plain-date';
import {
  type CaseClock,
  decideExtension,
  extendedUntil,
  type ExtensionRefusal,
  isRunning,
  readClock,
} from '../../domain/deadline/index.ts';
import type { SignedIn } from '../ports/index.ts';
import type { CaseDeps, CaseFile, CaseRefusal } from './case-file.ts';
import { onCase } from './on-case.ts';

export type ExtendDeadline = {
  readonly applicationId: string;
  /** Days in all, from acceptance. */
  readonly days: number;
  /** One of the policy's grounds. */
  readonly ground: string;
};

export type ExtendRefusal = CaseRefusal | ExtensionRefusal | 'wrong-state';

/** Gives a case more days, at most 30 in all, on a ground that the person is told. Decree 663 art. 9. */
export function makeExtendDeadline(deps: CaseDeps) {
  return (
    by: SignedIn,
    { applicationId, days, ground }: ExtendDeadline,
  ): Promise<Outcome<{ readonly dueOn: PlainDate }, ExtendRefusal>> => {
    const act = { applicationId, action: 'application.extend' } as const;
    return onCase<{ readonly dueOn: PlainDate }, ExtendRefusal>(deps, by, act, async (tx, file) => {
      const { application, policy, today, granted } = file;
      const clock = clockOf(file);
      if (clock === undefined || !isRunning(application.state)) return refused('wrong-state');
      const extended = decideExtension(clock, { days, ground, today }, policy);
      if (!extended.ok) return extended;
      const { dueOn } = readClock(extended.value, today, policy);
      await tx.applications.save(application, { dueOn, extendedFor: ground });
      const { personId, number: caseNumber } = application;
      await tx.audit({ action: granted.action, personId, caseNumber, reason: ground });
      await tx.tell({ template: 'deadline-extended', personId, caseNumber, details: { dueOn } });
      return ok({ dueOn });
    });
  };
}

/** The clock of an accepted case; how long it was extended for shows in its due day. */
export function clockOf({
  application,
  office,
  policy,
}: Pick<CaseFile, 'application' | 'office' | 'policy'>): CaseClock | undefined {
  const { acceptedAt, extendedFor, dueOn } = application;
  if (acceptedAt === undefined) return undefined;
  const acceptedOn = dateAt(acceptedAt, office.utcOffsetMinutes);
  if (extendedFor === undefined) return { acceptedOn };
  if (dueOn === undefined) return { acceptedOn, extension: { days: policy.clock.maxDays, ground: extendedFor } };
  return extendedUntil(acceptedOn, { dueOn, ground: extendedFor }, policy);
}
