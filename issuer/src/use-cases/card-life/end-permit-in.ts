import { canMove, isFinal, type TerminationGround } from '../../domain/lifecycles/index.ts';
import type { Clock, NewId } from '../../ports/index.ts';
import { makeFollowCard } from '../production/follow-card.ts';
import type { Application, Card, OfficeTransaction, Officer, Permit } from '../ports/index.ts';
import { isLive, moveCard } from './move-card.ts';

/** How a permit ends. */
export type PermitEnd = {
  readonly ground: TerminationGround;
  readonly officer: Officer;
  readonly ruleVersion: string;
  /** The card that was handed back with it: RETURNED instead of REVOKED. */
  readonly returned?: string;
  /** The case by which it ends, which is closed by its own way. */
  readonly applicationId?: string;
};

/** Ends a permit in force, with everything that hangs on it. @throws PermitError STORE_CONFLICT */
export type EndPermitIn = (tx: OfficeTransaction, permit: Permit, end: PermitEnd) => Promise<Permit>;

/**
 * A permit that ends takes everything with it, in one transaction: the card in its holder's hand, a card in production, open
 * cases about it and its grants. Nothing of it comes back.
 */
export function makeEndPermitIn(deps: { readonly clock: Clock; readonly newId: NewId }): EndPermitIn {
  return async (tx, permit, end) => {
    const { ground, ruleVersion } = end;
    const terminated = await tx.permits.save(permit, {
      state: 'TERMINATED',
      terminatedFor: ground,
      terminatedAt: deps.clock(),
    });
    await tx.move({
      machine: 'PERMIT',
      subjectId: permit.id,
      from: permit.state,
      to: 'TERMINATED',
      reason: ground,
      ruleVersion,
    });
    for (const card of await tx.cards.ofPermit(permit.id)) await endCard(tx, { card, permit }, end);
    await endCases(tx, permit, end);
    for (const { grantId: subjectId, from, to } of await tx.permits.endGrants(permit.id)) {
      await tx.move({ machine: 'GRANT', subjectId, from, to, reason: ground });
    }
    return terminated;
  };

  async function endCard(
    tx: OfficeTransaction,
    { card, permit }: { readonly card: Card; readonly permit: Permit },
    end: PermitEnd,
  ): Promise<void> {
    const { cardNumber, personId, state } = card;
    if (isLive(card)) {
      const to = end.returned === cardNumber ? 'RETURNED' : 'REVOKED';
      await moveCard(tx, card, { to, reason: end.ground, ruleVersion: end.ruleVersion });
      await tx.audit({ action: 'card.revoke', personId, object: cardNumber, reason: end.ground });
      return;
    }
    if (!IN_PRODUCTION.includes(state)) return;
    const quarantine = { reason: 'damaged', at: deps.clock() } as const;
    const after = await tx.cards.save(card, { state: 'QUARANTINED', quarantine });
    await makeFollowCard({ ...deps, officer: end.officer })(tx, { before: card, after, permit });
    if ((await tx.attempts.findByCard(cardNumber)) !== undefined) await tx.attempts.discardJournal(cardNumber);
  }
}

const IN_PRODUCTION: readonly Card['state'][] = ['BLANK', 'PERSONALISED', 'CHECKED'];

/** Cases whose reason fell away: before their decision they count as withdrawn, during production they lapse. */
async function endCases(tx: OfficeTransaction, permit: Permit, end: PermitEnd): Promise<void> {
  for (const application of await tx.applications.ofPerson(permit.personId)) {
    const isOther = application.id !== end.applicationId && application.permitId === permit.id;
    if (isOther && !isFinal('APPLICATION', application.state)) await endCase(tx, application, end);
  }
}

async function endCase(tx: OfficeTransaction, application: Application, { ground, ruleVersion }: PermitEnd) {
  const { id: subjectId, state: from } = application;
  const to = (['WITHDRAWN', 'LAPSED'] as const).find((state) => canMove('APPLICATION', from, state));
  if (to === undefined) return;
  await tx.applications.save(application, { state: to });
  await tx.move({ machine: 'APPLICATION', subjectId, from, to, reason: ground, ruleVersion });
}
