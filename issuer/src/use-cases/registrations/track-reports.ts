import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { ReportState } from '../../domain/lifecycles/index.ts';
import type { ReportSubject } from '../../domain/registration/index.ts';
import { decideRight, type RightRefusal } from '../../domain/rights/index.ts';
import { toActor } from '../applications/index.ts';
import type { PersonDeps } from '../persons/index.ts';
import type { SignedIn } from '../ports/index.ts';

/** What became of a report, for whoever filed it: nothing that tells whether the register knows the person. */
export type TrackedReport = {
  readonly reportId: string;
  readonly subject: ReportSubject;
  readonly happenedOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly late: boolean;
  readonly progress: 'UNDER_WAY' | 'TAKEN_UP' | 'NOT_TAKEN_UP';
};

export type TrackRefusal = RightRefusal | 'organisation-missing';

const LIMIT = 200;

const PROGRESS = {
  RECEIVED: 'UNDER_WAY',
  VALIDATED: 'UNDER_WAY',
  MATCHED: 'UNDER_WAY',
  NEW: 'UNDER_WAY',
  CONFLICT: 'UNDER_WAY',
  CONFIRMED: 'UNDER_WAY',
  DISPUTED: 'UNDER_WAY',
  APPLIED: 'TAKEN_UP',
  REJECTED: 'NOT_TAKEN_UP',
} as const satisfies Record<ReportState, TrackedReport['progress']>;

/** The reports that the caller's organisation filed, the newest first. */
export function makeTrackReports({ inTransaction }: PersonDeps) {
  return async (by: SignedIn): Promise<Outcome<readonly TrackedReport[], TrackRefusal>> => {
    const owner = by.subject.assignments.find(({ role }) => role === 'reporter')?.owner;
    if (owner?.kind !== 'organisation') return refused('organisation-missing');
    const target = { place: { kind: 'none' }, owners: [owner], sealed: false, earlierActs: [] } as const;
    const right = decideRight({ subject: by.subject, action: 'report.track', target, ground: by.ground });
    if (!right.ok) return right;
    const lines = await inTransaction(toActor(by, ''), (tx) => tx.reports.ofOrganisation(owner.id, LIMIT));
    return ok(
      lines.map(({ id: reportId, subject, happenedOn, dueOn, isLate: late, state }) => {
        return { reportId, subject, happenedOn, dueOn, late, progress: PROGRESS[state] };
      }),
    );
  };
}
