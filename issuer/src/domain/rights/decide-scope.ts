import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { Scope } from './role-rights.ts';
import type { Assignment, Owner } from './subject.ts';
import type { Target } from './target.ts';

export type ScopeRefusal = 'other-office' | 'other-jurisdiction' | 'not-own' | 'place-unknown';

/** Whether a role, held as `assignment` says, reaches the target. What is not known on either side never matches. */
export function decideScope(scope: Scope, assignment: Assignment, target: Target): Outcome<Scope, ScopeRefusal> {
  switch (scope) {
    case 'ANY':
      return ok(scope);
    case 'OWN':
      return target.owners.some((owner) => isSame(owner, assignment.owner)) ? ok(scope) : refused('not-own');
    case 'JURISDICTION':
      return decideJurisdiction(assignment, target);
    case 'OWN_OFFICE':
      return decideOffice(assignment, target);
    default:
      return scope satisfies never;
  }
}

function decideJurisdiction(assignment: Assignment, { place }: Target): Outcome<Scope, ScopeRefusal> {
  if (place.kind === 'none' || isBlank(assignment.jurisdiction)) return refused('place-unknown');
  return place.jurisdiction === assignment.jurisdiction ? ok('JURISDICTION') : refused('other-jurisdiction');
}

function decideOffice(assignment: Assignment, { place }: Target): Outcome<Scope, ScopeRefusal> {
  if (place.kind !== 'office' || isBlank(assignment.officeId)) return refused('place-unknown');
  return place.officeId === assignment.officeId ? ok('OWN_OFFICE') : refused('other-office');
}

function isSame(owner: Owner, held: Owner | undefined): boolean {
  return held !== undefined && !isBlank(held.id) && owner.kind === held.kind && owner.id === held.id;
}

function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}
