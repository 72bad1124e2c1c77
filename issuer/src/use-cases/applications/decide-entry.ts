import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { isOver } from '../../domain/lifecycles/index.ts';
import { type ApplicationKind, needsCard } from '../../domain/policy/index.ts';
import type { Application, Permit, Person } from '../ports/index.ts';

export type EntryRefusal =
  | 'person-unknown'
  /** The register has another name under that ID number. */
  | 'identity-differs'
  | 'person-died'
  | 'permit-missing'
  | 'permit-in-force'
  /** Another case that ends with a card, or one of the same kind, is under way. */
  | 'open-case-exists';

/** Whether a case of that kind can begin for somebody, and about which permit. */
export function decideEntry(
  kind: ApplicationKind,
  name: string,
  known: {
    readonly person: Person | undefined;
    readonly permit: Permit | undefined;
    readonly applications: readonly Application[];
  },
): Outcome<Permit | undefined, EntryRefusal> {
  const { person, permit, applications } = known;
  if (person === undefined) return kind === 'FIRST' ? ok(undefined) : refused('person-unknown');
  if (person.name !== name.normalize('NFC')) return refused('identity-differs');
  if (person.diedOn !== undefined && kind !== 'CANCEL') return refused('person-died');
  if (kind === 'FIRST' && permit !== undefined) return refused('permit-in-force');
  if (kind !== 'FIRST' && permit === undefined) return refused('permit-missing');
  if (applications.some((other) => isInTheWay(kind, other))) return refused('open-case-exists');
  return ok(permit);
}

function isInTheWay(kind: ApplicationKind, other: Application): boolean {
  return !isOver(other.state) && (other.kind === kind || (needsCard(other.kind) && needsCard(kind)));
}
