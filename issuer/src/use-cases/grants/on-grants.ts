import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { dateAt, type PlainDate } from '@residence-permit/shared/plain-date';
import { type Action, decideRight, type Granted, type RightRefusal } from '../../domain/rights/index.ts';
import type { Clock, NewId, RandomSource } from '../../ports/index.ts';
import { isErasure, toActor } from '../applications/index.ts';
import type { InTransaction, Office, OfficeTransaction, Permit, PermitGrant, SignedIn } from '../ports/index.ts';

/** What every use case on grants stands on. */
export type GrantDeps = {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly random: RandomSource;
};

/** A permit that was found, and to whose grants the caller may do this. */
export type GrantsFile = {
  readonly permit: Permit;
  /** The office that keeps the permit. */
  readonly office: Office;
  /** Seconds since the epoch. */
  readonly now: number;
  /** By the calendar of that office. */
  readonly today: PlainDate;
  readonly granted: Granted;
};

/** An erased person's permit is not found. */
export type GrantsRefusal = 'permit-not-found' | RightRefusal;

/** What is to be done, and who did what on the same grant before. */
export type GrantAct = {
  readonly action: Action;
  /** The department whose grant it is about; absent: about all of a permit's, which departments do not see. */
  readonly grantor?: string;
  readonly earlierActs?: readonly { readonly action: Action; readonly accountId: string }[];
};

/** Asks the right to do something to grants of a permit. */
export async function openGrants(
  tx: OfficeTransaction,
  asked: GrantAct & { readonly by: SignedIn; readonly permitId: string; readonly now: number },
): Promise<Outcome<GrantsFile, GrantsRefusal>> {
  const { by, permitId, now, action, grantor, earlierActs = [] } = asked;
  const permit = await tx.permits.find(permitId);
  const person = permit === undefined ? undefined : await tx.persons.find(permit.personId);
  if (permit === undefined || person === undefined) return refused('permit-not-found');
  const office = await tx.offices.get(permit.officeId);
  const department = grantor === undefined ? [] : [{ kind: 'department' as const, id: grantor }];
  const right = decideRight({
    subject: by.subject,
    action,
    target: {
      place: { kind: 'office', officeId: office.id, jurisdiction: office.jurisdiction },
      owners: [{ kind: 'person', id: person.id }, ...department],
      sealed: person.isSealed,
      earlierActs,
    },
    ground: by.ground,
  });
  if (!right.ok) return right;
  return ok({ permit, office, now, today: dateAt(now, office.utcOffsetMinutes), granted: right.value });
}

/**
 * Runs work on the grants of a permit in one transaction, at the caller's office or, for a department, at the one that keeps
 * the permit.
 */
export async function onGrants<Value, Refusal extends string>(
  { inTransaction }: Pick<GrantDeps, 'inTransaction'>,
  by: SignedIn,
  findPermitId: (tx: OfficeTransaction) => Promise<string | undefined>,
  work: (tx: OfficeTransaction, permitId: string) => Promise<Outcome<Value, Refusal>>,
): Promise<Outcome<Value, Refusal | 'permit-not-found'>> {
  try {
    const officeId = by.officeId ?? (await inTransaction(toActor(by, ''), (tx) => officeOf(tx, findPermitId)));
    if (officeId === undefined) return refused('permit-not-found');
    return await inTransaction<Outcome<Value, Refusal | 'permit-not-found'>>(toActor(by, officeId), async (tx) => {
      const permitId = await findPermitId(tx);
      return permitId === undefined ? refused('permit-not-found') : work(tx, permitId);
    });
  } catch (cause) {
    if (isErasure(cause)) return refused('permit-not-found');
    throw cause;
  }
}

/** Runs work on one grant in one transaction. */
export function onGrant<Value, Refusal extends string>(
  deps: Pick<GrantDeps, 'inTransaction' | 'clock'>,
  by: SignedIn,
  {
    grantId,
    action,
    earlierActs: others = [],
  }: Pick<GrantAct, 'action' | 'earlierActs'> & { readonly grantId: string },
  work: (tx: OfficeTransaction, file: GrantsFile & { readonly grant: PermitGrant }) => Promise<Outcome<Value, Refusal>>,
): Promise<Outcome<Value, Refusal | GrantsRefusal | 'grant-unknown'>> {
  const findPermitId = async (tx: OfficeTransaction) => (await tx.grants.find(grantId))?.permitId;
  return onGrants<Value, Refusal | GrantsRefusal | 'grant-unknown'>(deps, by, findPermitId, async (tx, permitId) => {
    const grant = await tx.grants.find(grantId);
    if (grant === undefined) return refused('grant-unknown');
    const { grantor } = grant;
    const earlierActs = [{ action: 'grant.enter', accountId: grant.enteredBy } as const, ...others];
    const opened = await openGrants(tx, { by, permitId, now: deps.clock(), action, grantor, earlierActs });
    return opened.ok ? work(tx, { ...opened.value, grant }) : opened;
  });
}

async function officeOf(
  tx: OfficeTransaction,
  findPermitId: (tx: OfficeTransaction) => Promise<string | undefined>,
): Promise<string | undefined> {
  const permitId = await findPermitId(tx);
  return permitId === undefined ? undefined : (await tx.permits.find(permitId))?.officeId;
}
