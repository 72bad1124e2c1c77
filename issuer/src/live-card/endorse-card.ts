import { type Outcome, ok } from '@residence-permit/shared/outcome';
import { dateAt } from '@residence-permit/shared/plain-date';
import { endorsementWrite } from '@residence-permit/shared/records';
import type { Clock } from '../ports/index.ts';
import { type EndorsementEntry, getCard, type Register } from '../register/index.ts';
import { decideEndorsement, type EndorsementRules, type EndorseRefusal } from './decide-endorsement.ts';
import { confirmEndorsement, reserveEndorsement, type SignEndorsement, toSign } from './endorsement-entry.ts';
import { sendRecord } from './send-record.ts';
import { inSession, type OpenWriteSession } from './write-session.ts';

/**
 * The yearly endorsement, written to a live card without making a new one.
 * @throws CardError, PermitError
 */
export function makeEndorseCard(deps: {
  readonly register: Register;
  readonly openWriteSession: OpenWriteSession;
  readonly signEndorsement: SignEndorsement;
  readonly clock: Clock;
  readonly utcOffsetMinutes: number;
  readonly rules: EndorsementRules;
}) {
  return async (input: {
    readonly cardNumber: string;
    readonly can: string;
  }): Promise<Outcome<EndorsementEntry, EndorseRefusal>> => {
    const { cardNumber, can } = input;
    const today = dateAt(deps.clock(), deps.utcOffsetMinutes);
    const reserved = await deps.register.change((state) => {
      const card = getCard(state, cardNumber);
      return reserveEndorsement(state, card, decideEndorsement(card, { today, rules: deps.rules }));
    });
    if (!reserved.ok) return reserved;
    const { card, entry } = reserved.value;
    const signedBytes = await deps.signEndorsement(toSign(card, entry));
    const session = await deps.openWriteSession({ can, deviceKey: card.deviceKey });
    await inSession(session, () => sendRecord(session, endorsementWrite(signedBytes)));
    return ok(await deps.register.change((state) => confirmEndorsement(state, cardNumber, entry)));
  };
}
