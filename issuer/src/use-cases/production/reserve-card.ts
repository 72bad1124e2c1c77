import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { dateAt } from '@residence-permit/shared/plain-date';
import { needsCard } from '../../domain/policy/index.ts';
import type { Clock, NewId, RandomSource } from '../../ports/index.ts';
import { CHIP_PORTRAIT } from '../ports/index.ts';
import type {
  Application,
  Card,
  Decision,
  InTransaction,
  OfficeTransaction,
  Officer,
  Permit,
  ProductionAttempt,
} from '../ports/index.ts';
import { moveApplication } from './moves.ts';

const PERMIT_REF_BYTES = 16;

export type ReserveRefusal =
  | 'case-unknown'
  /** Only an approved case, or one whose card was set aside, gets a card. */
  | 'case-not-approved'
  /** An attempt is under way. */
  | 'card-under-way'
  /** The case ends without a card. */
  | 'no-card-needed'
  /** A new card needs a portrait in the chip's size. */
  | 'portrait-missing'
  /** The permit that a new card is for has ended. */
  | 'permit-not-in-force';

/** What the eligibility rules found, as far as it goes into the permit. */
export type ResidenceOfCase = Pick<Permit, 'residenceSince' | 'continuousMonths' | 'grounds'>;

/** The residence that a decided case rests on. */
export type FindResidence = (tx: OfficeTransaction, application: Application) => Promise<ResidenceOfCase>;

/**
 * Begins the production of a decided case: the permit comes into being with the first card, and a card number and status
 * index are taken before anything is signed.
 */
export function makeReserveCard(deps: {
  readonly inTransaction: InTransaction;
  readonly findResidence: FindResidence;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly random: RandomSource;
}) {
  const { clock, newId } = deps;
  return (
    officer: Officer,
    input: { readonly applicationId: string; readonly batchId?: string },
  ): Promise<Outcome<ProductionAttempt, ReserveRefusal>> =>
    deps.inTransaction(officer, async (tx) => {
      const application = await tx.applications.find(input.applicationId);
      if (application === undefined) return refused('case-unknown');
      if (!needsCard(application.kind)) return refused('no-card-needed');
      const decision = await tx.applications.findDecision(application.id);
      if (!MAY_RESERVE.includes(application.state) || decision?.outcome !== 'APPROVED')
        return refused('case-not-approved');
      const attempts = await tx.attempts.ofApplication(application.id);
      if (attempts.some(({ state }) => !ENDED.includes(state))) return refused('card-under-way');
      const permit = await findOrMakePermit(tx, application, decision);
      if (!permit.ok) return permit;
      const card = await planCard(tx, permit.value, officer);
      const attempt: ProductionAttempt = {
        id: newId(),
        applicationId: application.id,
        decisionId: decision.id,
        cardNumber: card.cardNumber,
        officeId: officer.officeId,
        personId: card.personId,
        keyId: card.personId,
        state: 'RESERVED',
        tries: 0,
        version: 0,
        createdAt: clock(),
        ...(input.batchId === undefined ? {} : { batchId: input.batchId }),
      };
      await tx.attempts.insert(attempt);
      await tx.move({ machine: 'PERSONALISATION', subjectId: card.cardNumber, to: 'RESERVED', reason: 'decided' });
      if (application.state === 'APPROVED') {
        const permitId = permit.value.id;
        await moveApplication(tx, application, { state: 'IN_PRODUCTION', permitId, reason: 'reserved' });
      }
      const about = { personId: card.personId, caseNumber: application.number, object: card.cardNumber };
      await tx.audit({ action: 'card.produce', ...about, reason: 'reserved' });
      return ok(attempt);
    });

  async function findOrMakePermit(
    tx: OfficeTransaction,
    application: Application,
    { serviceClass = LOWEST_CLASS }: Decision,
  ): Promise<Outcome<Permit, 'portrait-missing' | 'permit-not-in-force'>> {
    const portrait = (await tx.evidence.ofApplication(application.id)).findLast(({ type }) => type === CHIP_PORTRAIT);
    if (application.permitId !== undefined) {
      const permit = await tx.permits.find(application.permitId);
      if (permit?.state !== 'IN_FORCE') return refused('permit-not-in-force');
      return ok(portrait === undefined ? permit : await tx.permits.save(permit, { portraitId: portrait.id }));
    }
    if (portrait === undefined) return refused('portrait-missing');
    return ok(await makePermit(tx, application, { portraitId: portrait.id, serviceClass }));
  }

  async function makePermit(
    tx: OfficeTransaction,
    application: Application,
    given: Pick<Permit, 'portraitId' | 'serviceClass'>,
  ): Promise<Permit> {
    const { officeId, personId } = application;
    const { utcOffsetMinutes } = await tx.offices.get(officeId);
    const issuedOn = dateAt(clock(), utcOffsetMinutes);
    const permit: Permit = {
      id: newId(),
      permitRef: deps.random(PERMIT_REF_BYTES),
      personId,
      officeId,
      issuedOn,
      ...given,
      version: 0,
      number: await tx.permits.nextNumber(officeId, Number(issuedOn.slice(0, 4))),
      state: 'IN_FORCE',
      ...(await deps.findResidence(tx, application)),
    };
    await tx.permits.insert(permit);
    await tx.move({ machine: 'PERMIT', subjectId: permit.id, to: 'IN_FORCE', reason: application.number });
    return permit;
  }

  async function planCard(tx: OfficeTransaction, permit: Permit, officer: Officer): Promise<Card> {
    const cards = await tx.cards.ofPermit(permit.id);
    const replaces = cards.findLast(({ state }) => state !== 'QUARANTINED' && state !== 'SPOILED')?.cardNumber;
    const about = { permitId: permit.id, personId: permit.personId, officeId: officer.officeId, createdAt: clock() };
    const card = await tx.cards.plan({ ...about, ...(replaces === undefined ? {} : { replaces }) });
    await tx.move({ machine: 'CARD', subjectId: card.cardNumber, to: 'BLANK', reason: 'planned' });
    return card;
  }
}

/** Everybody who has a permit has at least this class. */
const LOWEST_CLASS = 3;
const MAY_RESERVE: readonly string[] = ['APPROVED', 'IN_PRODUCTION'];
const ENDED: readonly string[] = ['RELEASED', 'QUARANTINED', 'SPOILED', 'LAPSED'];
