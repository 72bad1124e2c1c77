import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { type ApplicationState, isOver } from '../../domain/lifecycles/index.ts';
import { decideRight, type RightRefusal } from '../../domain/rights/index.ts';
import type { QueueLine, SignedIn } from '../ports/index.ts';
import type { CaseDeps } from './case-file.ts';
import { toActor } from './on-case.ts';

export type ListCases = {
  readonly states: readonly ApplicationState[];
  /** 1 to 100. */
  readonly limit: number;
  /** Number of the last line of the page before. */
  readonly after?: string;
};

export type ListCasesRefusal = RightRefusal | 'office-missing';

/** The work of an office: cases in these states, those that are due first, or the newest first of what is over; who has one on the desk is shown. */
export function makeListCases({ inTransaction }: CaseDeps) {
  return async (by: SignedIn, query: ListCases): Promise<Outcome<readonly QueueLine[], ListCasesRefusal>> => {
    const { officeId } = by;
    if (officeId === undefined) return refused('office-missing');
    return inTransaction(toActor(by, officeId), async (tx) => {
      const { jurisdiction } = await tx.offices.get(officeId);
      const place = { kind: 'office', officeId, jurisdiction } as const;
      const target = { place, owners: [], sealed: false, earlierActs: [] };
      const right = decideRight({ subject: by.subject, action: 'application.search', target, ground: by.ground });
      if (!right.ok) return right;
      return ok(
        await tx.applications.queue({
          officeId,
          ...query,
          order: query.states.every(isOver) ? 'newest-first' : 'due-first',
        }),
      );
    });
  };
}
