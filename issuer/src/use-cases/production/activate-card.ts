import { type Outcome, refused } from '@residence-permit/shared/outcome';
import {
  type ActivateCardRefusal,
  type AskPin,
  makeActivateCard,
  type OpenWriteSession,
  type SignEndorsement,
} from '../../live-card/index.ts';
import { dateAt } from '@residence-permit/shared/plain-date';
import { endorsementRulesOf } from '../endorsements/endorsement-rules-of.ts';
import type { Clock, NewId } from '../../ports/index.ts';
import type { EndorsementEntry } from '../../register/index.ts';
import type { InTransaction, Officer } from '../ports/index.ts';
import { type LoadPermitEntry, makeCardRegister } from './card-register.ts';
import { makeFollowCard } from './follow-card.ts';

export type ActivateRefusal =
  | ActivateCardRefusal
  | 'attempt-unknown'
  /** A card is activated after it was handed over, with the holder present. */
  | 'not-handed-over';

/**
 * The first endorsement, with the holder present who sets the PIN: attempt and card become ACTIVE, the case CLOSED and the
 * permit endorsed in the one transaction that confirms what stands on the chip. A crash before it leaves the card handed
 * over; the same call goes on.
 * @throws CardError, PermitError
 */
export function makeActivateHandedOverCard(deps: {
  readonly inTransaction: InTransaction;
  readonly loadPermitEntry: LoadPermitEntry;
  readonly signEndorsement: SignEndorsement;
  readonly clock: Clock;
  readonly newId: NewId;
}) {
  const { inTransaction, loadPermitEntry, signEndorsement, clock } = deps;
  return async (
    officer: Officer,
    input: { readonly cardNumber: string; readonly openWriteSession: OpenWriteSession; readonly askPin: AskPin },
  ): Promise<Outcome<EndorsementEntry, ActivateRefusal>> => {
    const { cardNumber, openWriteSession, askPin } = input;
    const about = await inTransaction(officer, async (tx) => {
      const attempt = await tx.attempts.findByCard(cardNumber);
      const { utcOffsetMinutes, jurisdiction } = await tx.offices.get(officer.officeId);
      const card = await tx.cards.find(cardNumber);
      const permit = card === undefined ? undefined : await tx.permits.find(card.permitId);
      const { endorsement } = await tx.policies.current(jurisdiction, dateAt(clock(), utcOffsetMinutes));
      const rules = permit === undefined ? undefined : endorsementRulesOf(permit, endorsement);
      return { attempt, utcOffsetMinutes, rules };
    });
    const { attempt, utcOffsetMinutes, rules } = about;
    if (attempt?.can === undefined || rules === undefined) return refused('attempt-unknown');
    if (attempt.state !== 'HANDED_OVER') return refused('not-handed-over');
    const { applicationId, can } = attempt;
    const register = makeCardRegister({
      inTransaction,
      officer,
      cardNumber,
      loadPermitEntry,
      chipNumber: () => undefined,
      followCard: makeFollowCard({
        ...deps,
        officer,
        endorsed: {
          applicationId,
          isLate: false,
        },
      }),
    });
    const activate = makeActivateCard({ register, openWriteSession, signEndorsement, clock, utcOffsetMinutes, rules });
    return activate({ cardNumber, can, askPin });
  };
}
