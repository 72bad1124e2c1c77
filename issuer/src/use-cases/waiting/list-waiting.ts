import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { type Action, rightsOf } from '../../domain/rights/index.ts';
import { toActor } from '../applications/index.ts';
import {
  type InTransaction,
  type SignedIn,
  WAITING_KINDS,
  type WaitingKind,
  type WaitingLine,
} from '../ports/index.ts';

/** What is done about each kind: whoever has a role that may do it sees what waits. */
export const WAITING_ACTIONS = {
  duplicate: 'duplicate.decide',
  merge: 'person.merge',
  undo: 'person.merge',
  erasure: 'person.erase',
  appeal: 'appeal.decide',
  stay: 'registration.verify',
  report: 'report.decide',
  grant: 'grant.approve',
  withdrawal: 'grant.approve-withdrawal',
} as const satisfies Record<WaitingKind, Action>;

/** Of each kind: more than fits on a screen. */
const LIMIT = 100;

/** What waits at the caller's office for somebody with their roles. It opens no record; that is asked line by line. */
export function makeListWaiting({ inTransaction }: { readonly inTransaction: InTransaction }) {
  return async (by: SignedIn): Promise<Outcome<readonly WaitingLine[], 'office-missing'>> => {
    const { officeId } = by;
    if (officeId === undefined) return refused('office-missing');
    return inTransaction(toActor(by, officeId), async (tx) => {
      const lines: WaitingLine[] = [];
      for (const kind of WAITING_KINDS.filter((name) => mayDo(by, WAITING_ACTIONS[name]))) {
        lines.push(...(await tx.waiting.find(kind, { officeId, limit: LIMIT })));
      }
      return ok(lines);
    });
  };
}

function mayDo({ subject }: SignedIn, action: Action): boolean {
  return subject.assignments.some(({ role }) => rightsOf(role).actions[action] !== undefined);
}
