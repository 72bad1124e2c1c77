import { type Outcome, refused } from '@residence-permit/shared/outcome';
import { dateAt, type PlainDate } from '@residence-permit/shared/plain-date';
import { type Action, decideRight, type Granted, type RightRefusal } from '../../domain/rights/index.ts';
import type { Clock, NewId } from '../../ports/index.ts';
import { toActor } from '../applications/index.ts';
import type { InTransaction, Office, Officer, OfficeTransaction, SignedIn } from '../ports/index.ts';

/** What every use case on an office's stock and batches stands on. */
export type StockDeps = { readonly inTransaction: InTransaction; readonly clock: Clock; readonly newId: NewId };

/** The office of the caller, who may do this there. */
export type OfficeFile = {
  readonly officer: Officer;
  readonly office: Office;
  /** Seconds since the epoch. */
  readonly now: number;
  /** By the calendar of the office. */
  readonly today: PlainDate;
  readonly granted: Granted;
};

/** What is to be done at the office. `earlierActs`: who did what on the same thing before. */
export type OfficeAct = {
  readonly action: Action;
  readonly earlierActs?: (
    tx: OfficeTransaction,
  ) => Promise<readonly { readonly action: Action; readonly accountId: string }[]>;
};

/** Runs work at the office of the caller in one transaction, once the right to do it was asked. */
export async function onStock<Value, Refusal extends string>(
  { inTransaction, clock }: Pick<StockDeps, 'inTransaction' | 'clock'>,
  by: SignedIn,
  { action, earlierActs }: OfficeAct,
  work: (tx: OfficeTransaction, file: OfficeFile) => Promise<Outcome<Value, Refusal>>,
): Promise<Outcome<Value, Refusal | RightRefusal>> {
  const { officeId } = by;
  if (officeId === undefined) return refused('no-role');
  const officer = toActor(by, officeId);
  return inTransaction(officer, async (tx) => {
    const office = await tx.offices.get(officeId);
    const target = {
      place: { kind: 'office', officeId, jurisdiction: office.jurisdiction },
      owners: [],
      sealed: false,
      earlierActs: earlierActs === undefined ? [] : await earlierActs(tx),
    } as const;
    const right = decideRight({ subject: by.subject, action, target, ground: by.ground });
    if (!right.ok) return right;
    const now = clock();
    return work(tx, { officer, office, now, today: dateAt(now, office.utcOffsetMinutes), granted: right.value });
  });
}
