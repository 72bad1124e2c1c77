import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { dateAt, type PlainDate } from '@residence-permit/shared/plain-date';
import { decideRight, type RightRefusal } from '../../domain/rights/index.ts';
import type { Clock } from '../../ports/index.ts';
import { toActor } from '../applications/index.ts';
import type { InTransaction, Office, OfficeTransaction, SignedIn } from '../ports/index.ts';

/** What counting stands on. */
export type StatisticsDeps = { readonly inTransaction: InTransaction; readonly clock: Clock };

/** Which office is asked about. Absent: the caller's own, and for who works for none every office of their city. */
export type AskedOffice = { readonly officeId?: string };

/** One of the offices that are counted, with today by its calendar. */
export type CountedOffice = Office & { readonly today: PlainDate };

export type StatisticsRefusal = RightRefusal | 'office-unknown';

/** Runs counting over the offices that are asked about, all of which the caller has the right to. */
export function overOffices<Value, Refusal extends string>(
  { inTransaction, clock }: StatisticsDeps,
  { by, officeId = by.officeId }: AskedOffice & { readonly by: SignedIn },
  count: (tx: OfficeTransaction, offices: readonly CountedOffice[]) => Promise<Outcome<Value, Refusal>>,
): Promise<Outcome<Value, Refusal | StatisticsRefusal>> {
  return inTransaction<Outcome<Value, Refusal | StatisticsRefusal>>(toActor(by, officeId ?? ''), async (tx) => {
    const offices = await tx.offices.list();
    const asked = officeId === undefined ? inReach(by, offices) : named(by, offices, officeId);
    if (!asked.ok) return asked;
    const now = clock();
    return count(
      tx,
      asked.value.map((office) => ({ ...office, today: dateAt(now, office.utcOffsetMinutes) })),
    );
  });
}

function named(
  by: SignedIn,
  offices: readonly Office[],
  officeId: string,
): Outcome<readonly Office[], StatisticsRefusal> {
  const office = offices.find(({ id }) => id === officeId);
  if (office === undefined) return refused('office-unknown');
  const right = rightAt(by, office);
  return right.ok ? ok([office]) : right;
}

function inReach(by: SignedIn, offices: readonly Office[]): Outcome<readonly Office[], RightRefusal> {
  const reached = offices.filter((office) => rightAt(by, office).ok);
  return reached.length > 0 ? ok(reached) : refused('place-unknown');
}

function rightAt(by: SignedIn, { id: officeId, jurisdiction }: Office) {
  const place = { kind: 'office', officeId, jurisdiction } as const;
  const target = { place, owners: [], sealed: false, earlierActs: [] };
  return decideRight({ subject: by.subject, action: 'statistics.read', target, ground: by.ground });
}
