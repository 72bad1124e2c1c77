import { dateAt, addDays, toEpochDays } from '@residence-permit/shared/plain-date';
import type { Clock } from '../../ports/index.ts';
import type { Actor, InTransaction, Office, OfficeTransaction, ProductionAttempt } from '../ports/index.ts';
import { moveApplication, moveAttempt } from './moves.ts';

const DAY = 86_400;

/**
 * Lets cards lapse that nobody collected within the days that the rules give: the card is revoked, the case LAPSED. Each card
 * in a transaction of its own. Run once a day.
 * @returns card numbers that lapsed
 */
export function makeLapseUncollected(deps: { readonly inTransaction: InTransaction; readonly clock: Clock }) {
  const { inTransaction, clock } = deps;
  return async (): Promise<readonly string[]> => {
    const offices = await inTransaction(SYSTEM, (tx) => tx.offices.list());
    const lapsed: string[] = [];
    for (const office of offices) {
      for (const attempt of await heldTooLong(office)) {
        if (await lapse(office, attempt)) lapsed.push(attempt.cardNumber);
      }
    }
    return lapsed;
  };

  function heldTooLong(office: Office): Promise<readonly ProductionAttempt[]> {
    return inTransaction(actorOf(office), async (tx) => {
      const today = dateAt(clock(), office.utcOffsetMinutes);
      const policy = await tx.policies.current(office.jurisdiction, today);
      const lastDay = addDays(today, -policy.terms.uncollectedDays);
      const before = toEpochDays(lastDay) * DAY - office.utcOffsetMinutes * 60;
      return (await tx.attempts.heldBefore(before)).filter(({ officeId }) => officeId === office.id);
    });
  }

  function lapse(office: Office, { cardNumber }: ProductionAttempt): Promise<boolean> {
    return inTransaction(actorOf(office), async (tx) => {
      const attempt = await tx.attempts.findByCard(cardNumber);
      const card = await tx.cards.find(cardNumber);
      const application = attempt === undefined ? undefined : await tx.applications.find(attempt.applicationId);
      if (attempt?.state !== 'HELD' || card === undefined || application === undefined) return false;
      await moveAttempt(tx, attempt, { state: 'LAPSED', reason: 'uncollected' });
      await tx.cards.save(card, { state: 'REVOKED' });
      await tx.move({ machine: 'CARD', subjectId: cardNumber, from: card.state, to: 'REVOKED', reason: 'uncollected' });
      await moveApplication(tx, application, { state: 'LAPSED', reason: 'uncollected' });
      if (application.kind === 'FIRST') await endPermitAt(tx, card.permitId, clock());
      await tx.audit({
        action: 'card.revoke',
        reason: 'uncollected',
        personId: card.personId,
        caseNumber: application.number,
        object: cardNumber,
      });
      await tx.enqueue({ name: 'publish-trust', data: {} });
      return true;
    });
  }
}

/** A permit whose first card nobody fetched never came to life: the person may apply again. */
async function endPermitAt(tx: OfficeTransaction, permitId: string, at: number): Promise<void> {
  const permit = await tx.permits.find(permitId);
  if (permit?.state !== 'IN_FORCE') return;
  await tx.permits.save(permit, { state: 'TERMINATED', terminatedFor: 'UNCOLLECTED', terminatedAt: at });
  const about = { machine: 'PERMIT', subjectId: permitId, from: 'IN_FORCE', to: 'TERMINATED' } as const;
  await tx.move({ ...about, reason: 'UNCOLLECTED' });
}

/** The service itself: no account, no office of its own. */
const SYSTEM: Actor = { accountId: undefined, officeId: '' };

function actorOf(office: Office): Actor {
  return { accountId: undefined, officeId: office.id };
}
