import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { decideRight, type Owner, type RightRefusal } from '../../domain/rights/index.ts';
import { toActor } from '../applications/index.ts';
import { atOffice, type OfficeDeps } from '../catalogue/index.ts';
import type { SignedIn, Terminal } from '../ports/index.ts';

const NEWEST = 500;

/** The terminals that the caller's office supervises, or those that its organisation runs. */
export function makeListTerminals(deps: OfficeDeps) {
  return async (by: SignedIn): Promise<Outcome<readonly Terminal[], RightRefusal>> => {
    const action = 'terminal.read';
    if (by.officeId !== undefined) {
      return atOffice<readonly Terminal[], never>(deps, by, { action }, async (tx, { office }) =>
        ok(await tx.terminals.list({ officeId: office.id }, NEWEST)),
      );
    }
    const owner = ownerIn(by);
    if (owner === undefined) return refused('no-role');
    const target = { place: { kind: 'none' }, owners: [owner], sealed: false, earlierActs: [] } as const;
    const right = decideRight({ subject: by.subject, action, target, ground: by.ground });
    if (!right.ok) return right;
    const organisationId = owner.id;
    return deps.inTransaction(toActor(by, ''), async (tx) => ok(await tx.terminals.list({ organisationId }, NEWEST)));
  };
}

/** The organisation that the caller works for. */
function ownerIn({ subject }: SignedIn): Owner | undefined {
  return subject.assignments.map(({ owner }) => owner).find((owner) => owner?.kind === 'organisation');
}
