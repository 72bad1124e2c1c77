import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { dateAt, type PlainDate } from '@residence-permit/shared/plain-date';
import { type Action, decideRight, type Granted, type Owner, type RightRefusal } from '../../domain/rights/index.ts';
import type { Clock, NewId } from '../../ports/index.ts';
import { toActor } from '../applications/index.ts';
import type { InTransaction, Office, OfficeTransaction, SignedIn } from '../ports/index.ts';

/** What a use case stands on that is about no person. */
export type OfficeDeps = { readonly inTransaction: InTransaction; readonly clock: Clock; readonly newId: NewId };

/** Which act, at which office, and on whose thing. */
export type OfficeAct = {
  readonly action: Action;
  /** The caller's own where it is absent. */
  readonly officeId?: string;
  readonly owners?: readonly Owner[];
  readonly earlierActs?: readonly { readonly action: Action; readonly accountId: string }[];
};

/** An office at which the caller may do this. */
export type OfficeFile = {
  readonly office: Office;
  /** Seconds since the epoch. */
  readonly now: number;
  /** By the calendar of the office. */
  readonly today: PlainDate;
  readonly granted: Granted;
};

/** Asks the right to do something at an office that concerns no person's record. */
export async function openAtOffice(
  tx: OfficeTransaction,
  asked: { readonly by: SignedIn; readonly officeId: string; readonly now: number; readonly act: OfficeAct },
): Promise<Outcome<OfficeFile, RightRefusal>> {
  const { by, officeId, now, act } = asked;
  const office = await tx.offices.get(officeId);
  const { action, owners = [], earlierActs = [] } = act;
  const place = { kind: 'office', officeId: office.id, jurisdiction: office.jurisdiction } as const;
  const target = { place, owners, sealed: false, earlierActs };
  const right = decideRight({ subject: by.subject, action, target, ground: by.ground });
  return right.ok ? ok({ office, now, today: dateAt(now, office.utcOffsetMinutes), granted: right.value }) : right;
}

/** Runs work at the caller's own office, or at one that is named, in one transaction. */
export function atOffice<Value, Refusal extends string>(
  { inTransaction, clock }: OfficeDeps,
  by: SignedIn,
  act: OfficeAct,
  work: (tx: OfficeTransaction, file: OfficeFile) => Promise<Outcome<Value, Refusal>>,
): Promise<Outcome<Value, Refusal | RightRefusal>> {
  const officeId = act.officeId ?? by.officeId;
  if (officeId === undefined) return Promise.resolve(refused('place-unknown'));
  return inTransaction<Outcome<Value, Refusal | RightRefusal>>(toActor(by, officeId), async (tx) => {
    const opened = await openAtOffice(tx, { by, officeId, now: clock(), act });
    return opened.ok ? work(tx, opened.value) : opened;
  });
}
