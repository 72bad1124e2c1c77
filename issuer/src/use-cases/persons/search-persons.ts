import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { PlainDate } from '@residence-permit/shared/plain-date';
import { decideRight, type Granted, type RightRefusal } from '../../domain/rights/index.ts';
import { toActor } from '../applications/index.ts';
import type { Office, OfficeTransaction, PersonLine, PersonQuery, SignedIn } from '../ports/index.ts';
import { lookEntry } from './audit-look.ts';
import type { PersonDeps } from './person-file.ts';

export type SearchRefusal = RightRefusal | 'query-too-short' | 'office-missing';

/** A hit: no more than is needed to pick the right person. Of a sealed record not even that. */
export type PersonHit = {
  readonly personId: string;
  readonly officeId: string;
  readonly isSealed: boolean;
  readonly name?: string;
  readonly birthDate?: PlainDate;
};

/** Hits of one search; whoever has more asks more closely. */
export const SEARCH_LIMIT = 20;
/** Letters of a name in pinyin, so that nobody leafs through the register. One Han character is a family name already. */
const PINYIN_MIN_LENGTH = 2;

/**
 * Finds persons of the jurisdiction by ID number, by the beginning of their name, or of its pinyin. Finding opens nothing;
 * each hit is a look, and stands in that person's own view with its purpose.
 */
export function makeSearchPersons({ inTransaction }: PersonDeps) {
  return async (by: SignedIn, query: PersonQuery): Promise<Outcome<readonly PersonHit[], SearchRefusal>> => {
    const { officeId } = by;
    if (officeId === undefined) return refused('office-missing');
    if (isTooShort(query)) return refused('query-too-short');
    return inTransaction(toActor(by, officeId), async (tx) => {
      const { jurisdiction } = await tx.offices.get(officeId);
      const right = askRight(by, jurisdiction);
      if (!right.ok) return right;
      const offices = (await tx.offices.list()).filter((office) => office.jurisdiction === jurisdiction);
      const lines = await tx.persons.search(query, { officeIds: offices.map(({ id }) => id), limit: SEARCH_LIMIT });
      await audit(tx, right.value, lines);
      return ok(lines.map((line) => toHit(line, { by, offices })));
    });
  };
}

function isTooShort(query: PersonQuery): boolean {
  if (query.kind === 'citizen-id') return false;
  return query.prefix.trim().length < (query.kind === 'pinyin' ? PINYIN_MIN_LENGTH : 1);
}

function askRight(by: SignedIn, jurisdiction: string): Outcome<Granted, RightRefusal> {
  const target = { place: { kind: 'jurisdiction', jurisdiction }, owners: [], sealed: false, earlierActs: [] } as const;
  return decideRight({ subject: by.subject, action: 'person.search', target, ground: by.ground });
}

/** A search that found nobody is written down too. */
async function audit(tx: OfficeTransaction, granted: Granted, lines: readonly PersonLine[]): Promise<void> {
  if (lines.length === 0) {
    const { action, purpose } = granted;
    await tx.audit({ action, object: 'nobody', ...(purpose === undefined ? {} : { purpose }) });
  }
  for (const { id } of lines) await tx.audit(lookEntry(granted, id));
}

function toHit(
  { id, officeId, name, birthDate, isSealed }: PersonLine,
  { by, offices }: { readonly by: SignedIn; readonly offices: readonly Office[] },
): PersonHit {
  const hit = { personId: id, officeId, isSealed };
  const office = offices.find((known) => known.id === officeId);
  return isSealed && !maySee(by, id, office) ? hit : { ...hit, name, birthDate };
}

/** The right to a sealed record, with the reason that it needs. */
function maySee({ subject, ground }: SignedIn, personId: string, office: Office | undefined): boolean {
  if (office === undefined) return false;
  const place = { kind: 'office', officeId: office.id, jurisdiction: office.jurisdiction } as const;
  const owners = [{ kind: 'person', id: personId }] as const;
  const target = { place, owners, sealed: true, earlierActs: [] };
  return decideRight({ subject, action: 'record.open-sealed', target, ground }).ok;
}
