import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { dateAt, type PlainDate } from '@residence-permit/shared/plain-date';
import type { Renewal, RenewalRefusal } from '../../domain/endorsement/index.ts';
import {
  type EndorseRefusal as WriteRefusal,
  makeEndorseCard,
  type OpenWriteSession,
  type SignEndorsement,
} from '../../live-card/index.ts';
import type { EndorsementEntry } from '../../register/index.ts';
import { type CaseDeps, type CaseFile, type CaseRefusal, onCase, toActor } from '../applications/index.ts';
import { liveCardOf } from '../card-life/move-card.ts';
import { type FollowCard, type LoadPermitEntry, makeCardRegister } from '../production/card-register.ts';
import { makeFollowCard } from '../production/follow-card.ts';
import { getApplication, moveApplication } from '../production/moves.ts';
import type { Application, Officer, OfficeTransaction, ProductionAttempt, SignedIn } from '../ports/index.ts';
import { DECIDED, endorsementsOf, renewalOf } from './renewal-of.ts';

export type EndorseRefusal =
  | CaseRefusal
  | WriteRefusal
  | RenewalRefusal
  | 'not-an-endorsement'
  /** Only an approved case is written to the card. */
  | 'case-not-approved'
  /** Its holder has no card: the permit is endorsed with the next one. */
  | 'no-live-card';

type Ready = {
  readonly officer: Officer;
  readonly application: Application;
  readonly attempt: ProductionAttempt & { readonly can: string };
  readonly renewal: Renewal;
  readonly rule: 'PAUSE' | 'RESET';
  readonly utcOffsetMinutes: number;
};

/**
 * Writes the yearly endorsement of an approved case to the card at the counter. Card, permit, endorsement with the raw lapse
 * and the closed case are one transaction, after the chip was read back; a crash before it is made good by the same call,
 * with the next version.
 * @throws CardError, PermitError
 */
export function makeEndorsePermit(
  deps: CaseDeps & { readonly loadPermitEntry: LoadPermitEntry; readonly signEndorsement: SignEndorsement },
) {
  const { inTransaction, loadPermitEntry, signEndorsement, clock } = deps;
  return async (
    by: SignedIn,
    input: { readonly applicationId: string; readonly openWriteSession: OpenWriteSession },
  ): Promise<Outcome<EndorsementEntry, EndorseRefusal>> => {
    const { applicationId, openWriteSession } = input;
    const act = { applicationId, action: 'card.endorse' } as const;
    const ready = await onCase<Ready, EndorseRefusal>(deps, by, act, async (tx, file) => {
      const { application, office, policy } = file;
      if (application.kind !== 'ENDORSE') return refused('not-an-endorsement');
      if (application.state !== 'APPROVED') return refused('case-not-approved');
      const permit = application.permitId === undefined ? undefined : await tx.permits.find(application.permitId);
      if (permit === undefined) return refused('permit-terminated');
      const known = await endorsementsOf(tx, permit);
      const day = await dayOf(tx, file);
      const renewal = renewalOf(permit, { ...known, eligibility: DECIDED, policy, today: day });
      if (!renewal.ok) return renewal;
      const card = liveCardOf(await tx.cards.ofPermit(permit.id));
      const attempt = card === undefined ? undefined : await tx.attempts.findByCard(card.cardNumber);
      if (attempt?.can === undefined) return refused('no-live-card');
      const { can } = attempt;
      const { utcOffsetMinutes } = office;
      const rule = policy.endorsement.residenceYearsOnLapse;
      const officer = toActor(by, by.officeId ?? office.id);
      return ok({
        officer,
        application,
        attempt: { ...attempt, can },
        renewal: renewal.value,
        rule,
        utcOffsetMinutes,
      });
    });
    if (!ready.ok) return ready;
    const { officer, attempt, renewal, utcOffsetMinutes } = ready.value;
    const { cardNumber, can } = attempt;
    const register = makeCardRegister({
      inTransaction,
      officer,
      cardNumber,
      loadPermitEntry,
      chipNumber: () => undefined,
      followCard: closingCase(ready.value),
    });
    const { windowFrom, endorsedThrough } = renewal;
    const days = ok({ windowFrom, endorsedThrough });
    const rules = { first: () => days.value, next: () => days };
    const endorse = makeEndorseCard({ register, openWriteSession, signEndorsement, clock, utcOffsetMinutes, rules });
    return endorse({ cardNumber, can });
  };

  /** What goes with the endorsement on the chip: the permit is restored or runs on, and the case is over. */
  function closingCase({ officer, application, renewal, rule }: Ready): FollowCard {
    const { lapse } = renewal.effect;
    const endorsed = {
      applicationId: application.id,
      isLate: renewal.timing === 'LATE',
      ...(lapse === undefined ? {} : { lapse: { ...lapse, rule } }),
    };
    const follow = makeFollowCard({ ...deps, officer, endorsed });
    return async (tx, changed) => {
      const { before, after } = changed;
      await follow(tx, changed);
      if (after.endorsement !== before.endorsement) await closeCase(tx, application, after.cardNumber);
    };
  }
}

/**
 * The day for which an endorsement is asked: today, or the day on which the case was handed in where an upheld appeal set a
 * refusal aside, so that the office's error costs nobody a day of residence.
 */
async function dayOf(tx: OfficeTransaction, { application, office, today }: CaseFile): Promise<PlainDate> {
  const isSetAside = (await tx.appeals.ofApplication(application.id)).some(({ state }) => state === 'UPHELD');
  const { submittedAt } = application;
  return isSetAside && submittedAt !== undefined ? dateAt(submittedAt, office.utcOffsetMinutes) : today;
}

async function closeCase(tx: OfficeTransaction, { id }: Application, cardNumber: string): Promise<void> {
  const application = await getApplication(tx, id);
  await moveApplication(tx, application, { state: 'CLOSED', reason: 'endorsed' });
  const { personId, number: caseNumber } = application;
  await tx.audit({ action: 'card.endorse', personId, caseNumber, object: cardNumber });
}
