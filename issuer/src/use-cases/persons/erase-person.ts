import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { isOver } from '../../domain/lifecycles/index.ts';
import type { ErasureGround } from '../../domain/retention/index.ts';
import type { NewId } from '../../ports/index.ts';
import type { ErasureRequest, OfficeTransaction, SignedIn } from '../ports/index.ts';
import { onPerson } from './on-person.ts';
import type { PersonDeps, PersonRefusal } from './person-file.ts';

/** Destroys a person's key and overwrites what was searchable. It can be repeated. @throws PermitError STORE_FAILED */
export type Erase = (erasure: {
  readonly personId: string;
  readonly ground: ErasureGround;
  readonly at: number;
}) => Promise<void>;

/** Somebody with a permit or an open case cannot be forgotten yet. */
export type ErasureObstacle = 'permit-in-force' | 'case-open';
export type RequestErasureRefusal = PersonRefusal | ErasureObstacle | 'already-requested';
export type ConfirmErasureRefusal = PersonRefusal | ErasureObstacle | 'not-requested';

/** A supervisor asks that somebody be forgotten; another one has to confirm it. PIPL art. 47. */
export function makeRequestErasure(deps: PersonDeps & { readonly newId: NewId }) {
  return (
    by: SignedIn,
    input: { readonly personId: string; readonly ground: ErasureGround },
  ): Promise<Outcome<ErasureRequest, RequestErasureRefusal>> => {
    const { personId, ground } = input;
    const act = { personId, action: 'person.erase', place: 'office of the record' } as const;
    return onPerson<ErasureRequest, RequestErasureRefusal>(deps, by, act, async (tx, { now }) => {
      const obstacle = await obstacleTo(tx, personId);
      if (obstacle !== undefined) return refused(obstacle);
      if ((await tx.erasures.findOpen(personId)) !== undefined) return refused('already-requested');
      const request = { id: deps.newId(), personId, ground, requestedBy: by.accountId, requestedAt: now };
      await tx.erasures.insert(request);
      await tx.audit({ action: 'person.erase', personId, object: 'requested', reason: ground });
      return ok(request);
    });
  };
}

/**
 * Another supervisor confirms: from then on nothing of the person can be read any more. Confirmed first and done after, so that
 * a process that ends in between leaves a confirmation that the next one carries out.
 */
export function makeConfirmErasure(deps: PersonDeps & { readonly erase: Erase }) {
  return async (
    by: SignedIn,
    { personId }: { readonly personId: string },
  ): Promise<Outcome<ErasureRequest, ConfirmErasureRefusal>> => {
    const act = { personId, action: 'person.erase', place: 'office of the record' } as const;
    const confirmed = await onPerson<ErasureRequest, ConfirmErasureRefusal>(deps, by, act, async (tx, { now }) => {
      const request = await tx.erasures.findOpen(personId);
      if (request === undefined) return refused('not-requested');
      if (request.requestedBy === by.accountId) return refused('same-person');
      // What was not there when it was asked for may be there by now.
      const obstacle = await obstacleTo(tx, personId);
      if (obstacle !== undefined) return refused(obstacle);
      await tx.erasures.confirm(request, by.accountId, now);
      await tx.audit({ action: 'person.erase', personId, object: 'confirmed', reason: request.ground });
      return ok({ ...request, confirmedBy: by.accountId, confirmedAt: now });
    });
    if (confirmed.ok) await deps.erase({ personId, ground: confirmed.value.ground, at: deps.clock() });
    return confirmed;
  };
}

/** A supervisor takes a request back that was not confirmed: who asked, or another who finds that it does not hold. */
export function makeWithdrawErasure(deps: PersonDeps) {
  return (
    by: SignedIn,
    { personId, why }: { readonly personId: string; readonly why: string },
  ): Promise<Outcome<ErasureRequest, PersonRefusal | 'not-requested'>> => {
    const act = { personId, action: 'person.erase', place: 'office of the record' } as const;
    return onPerson<ErasureRequest, PersonRefusal | 'not-requested'>(deps, by, act, async (tx, { now }) => {
      const request = await tx.erasures.findOpen(personId);
      if (request === undefined) return refused('not-requested');
      await tx.erasures.withdraw(request, by.accountId, now);
      await tx.audit({ action: 'person.erase', personId, object: 'withdrawn', reason: why });
      return ok(request);
    });
  };
}

/** Carries out what was confirmed before a process ended. @returns persons that are forgotten now */
export function makeFinishErasures(deps: Pick<PersonDeps, 'inTransaction' | 'clock'> & { readonly erase: Erase }) {
  return async (): Promise<readonly string[]> => {
    const service = { accountId: undefined, officeId: '' };
    const unfinished = await deps.inTransaction(service, (tx) => tx.erasures.unfinished());
    for (const { personId, ground } of unfinished) await deps.erase({ personId, ground, at: deps.clock() });
    return unfinished.map(({ personId }) => personId);
  };
}

async function obstacleTo(tx: OfficeTransaction, personId: string): Promise<ErasureObstacle | undefined> {
  if ((await tx.permits.findInForce(personId)) !== undefined) return 'permit-in-force';
  const cases = await tx.applications.ofPerson(personId);
  return cases.every(({ state }) => isOver(state)) ? undefined : 'case-open';
}
