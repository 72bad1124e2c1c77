import { dateAt } from '@residence-permit/shared/plain-date';
import { canMove } from '../../domain/lifecycles/index.ts';
import type { Clock, NewId } from '../../ports/index.ts';
import { startRetention } from '../applications/index.ts';
import type {
  Application,
  Card,
  EndorsementMade,
  OfficeTransaction,
  Officer,
  Permit,
  ProductionAttempt,
} from '../ports/index.ts';
import type { CardChanged } from './card-register.ts';
import { getApplication, moveApplication, moveAttempt } from './moves.ts';
import { postCard } from './post-card.ts';

/**
 * What goes with a move of a card in production: its attempt, its case and its place in the stock, in the same transaction,
 * so that none of them is ever ahead of another.
 */
export function makeFollowCard(deps: {
  readonly officer: Officer;
  readonly clock: Clock;
  readonly newId: NewId;
  /** What the rules said of an endorsement that is being written. */
  readonly endorsed?: Pick<EndorsementMade, 'applicationId' | 'isLate' | 'lapse'>;
}) {
  const { officer, clock } = deps;
  return async (tx: OfficeTransaction, { before, after, permit }: CardChanged): Promise<void> => {
    if (after.chipNumber !== undefined && before.chipNumber === undefined)
      await claimStock(tx, after, after.chipNumber);
    if (after.endorsement !== undefined && after.endorsement !== before.endorsement)
      await recordEndorsement(tx, after, permit);
    if (before.state === after.state) return;
    await tx.move({
      machine: 'CARD',
      subjectId: after.cardNumber,
      from: before.state,
      to: after.state,
      reason: 'production',
    });
    const attempt = await tx.attempts.findByCard(after.cardNumber);
    if (attempt !== undefined) await followAttempt(tx, after, attempt);
  };

  async function followAttempt(tx: OfficeTransaction, card: Card, attempt: ProductionAttempt): Promise<void> {
    const at = clock();
    const { cardNumber } = card;
    switch (card.state) {
      case 'PERSONALISED':
        await moveAttempt(tx, attempt, { state: 'WRITTEN', reason: 'stored' });
        return tx.audit({ action: 'card.produce', personId: card.personId, object: cardNumber });
      case 'CHECKED': {
        await moveAttempt(tx, attempt, { state: 'READ_BACK', readBackAt: at, reason: 'read-back' });
        const application = await getApplication(tx, attempt.applicationId);
        await moveApplication(tx, application, { state: 'QUALITY_CHECK', reason: 'read-back' });
        return;
      }
      case 'ACTIVE': {
        await moveAttempt(tx, attempt, { state: 'ACTIVE', activatedAt: at, reason: 'activated' });
        const application = await getApplication(tx, attempt.applicationId);
        await moveApplication(tx, application, { state: 'CLOSED', reason: 'activated' });
        await startRetentionOf(tx, application, at);
        return tx.audit({ action: 'card.activate', personId: card.personId, object: cardNumber });
      }
      case 'QUARANTINED':
        return quarantine(tx, card, attempt);
      // What happens to a card after its production is no matter of its attempt.
      case 'BLANK':
      case 'LOST_HOLD':
      case 'SPOILED':
      case 'REPLACED':
      case 'RETURNED':
      case 'REVOKED':
      case 'DESTROYED':
        return;
    }
  }

  async function quarantine(tx: OfficeTransaction, card: Card, attempt: ProductionAttempt): Promise<void> {
    const reason = card.quarantine?.reason ?? 'damaged';
    // A reservation that no chip was begun for is released: there is nothing to write off.
    const isReservation = attempt.state === 'RESERVED' && card.chipNumber === undefined;
    const state = isReservation ? 'RELEASED' : 'QUARANTINED';
    await moveAttempt(tx, attempt, { state, lastCode: reason, reason });
    const application = await getApplication(tx, attempt.applicationId);
    if (canMove('APPLICATION', application.state, 'IN_PRODUCTION')) {
      await moveApplication(tx, application, { state: 'IN_PRODUCTION', reason });
    }
    await postCard(tx, card, { to: 'QUARANTINE', reason, officer, at: clock() });
    await tx.audit({ action: 'card.quarantine', personId: card.personId, object: card.cardNumber, reason });
    await tx.enqueue({ name: 'publish-trust', data: {} });
  }

  /** The papers of a closed case are kept for their time and no longer. */
  async function startRetentionOf(tx: OfficeTransaction, application: Application, at: number): Promise<void> {
    const { jurisdiction, utcOffsetMinutes } = await tx.offices.get(application.officeId);
    const policy = await tx.policies.get(jurisdiction, application.policyVersion);
    const today = dateAt(at, utcOffsetMinutes);
    await startRetention(tx, application.id, { starts: ['CASE_CLOSED'], policy, today });
  }

  /** The permit is in force through the day that stands on its card. */
  async function recordEndorsement(tx: OfficeTransaction, card: Card, permit: Permit): Promise<void> {
    const { endorsement, permitId, cardNumber } = card;
    if (endorsement === undefined) return;
    const { isLate = false, lapse, applicationId } = deps.endorsed ?? {};
    await tx.permits.insertEndorsement({
      id: deps.newId(),
      permitId,
      cardNumber,
      ...endorsement,
      isLate,
      at: clock(),
      ...(lapse === undefined ? {} : { lapse }),
      ...(applicationId === undefined ? {} : { applicationId }),
    });
    await tx.permits.save(permit, { endorsedThrough: endorsement.endorsedThrough });
  }

  async function claimStock(tx: OfficeTransaction, card: Card, chipNumber: Uint8Array): Promise<void> {
    await postCard(tx, card, { to: 'PRODUCTION', reason: 'claimed', officer, at: clock() });
    await tx.stock.bind(chipNumber, card.cardNumber);
  }
}
