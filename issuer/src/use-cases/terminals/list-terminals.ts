import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { RightRefusal } from '../../domain/rights/index.ts';
import { toActor } from '../applications/index.ts';
import { atOffice, type OfficeDeps } from '../catalogue/index.ts';
import type { SignedIn, Terminal } from '../ports/index.ts';

const NEWEST = 500;

/** The terminals that the caller's office supervises, or those that its organisation runs. */
export function makeListTerminals(deps: OfficeDeps) {
  return async (by: SignedIn): Promise<Outcome<readonly Terminal[], RightRefusal>> => {
    if (by.officeId !== undefined) {
      return atOffice<readonly Terminal[], never>(deps, by, { action: 'terminal.approve' }, async (tx, { office }) =>
        ok(await tx.terminals.list({ officeId: office.id }, NEWEST)),
      );
    }
    const organisationId = organisationOf(by);
    if (organisationId === undefined) return refused('no-role');
    return deps.inTransaction(toActor(by, ''), async (tx) => ok(await tx.terminals.list({ organisationId }, NEWEST)));
  };
}

function organisationOf({ subject }: SignedIn): string | undefined {
  const running = subject.assignments.find(({ role }) => role === 'service-point-operator' || role === 'integrator');
  return running?.owner?.kind === 'organisation' ? running.owner.id : undefined;
}
