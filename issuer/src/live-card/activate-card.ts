import { dataGroupSfi } from '@residence-permit/shared/apdu';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { dateAt } from '@residence-permit/shared/plain-date';
import { endorsementWrite } from '@residence-permit/shared/records';
import type { Clock } from '../ports/index.ts';
import { type EndorsementEntry, findCard, getCard, type Register, type RegisterState } from '../register/index.ts';
import { type ActivateRefusal, decideActivation, type EndorsementRules } from './decide-endorsement.ts';
import { confirmEndorsement, reserveEndorsement, type SignEndorsement, toSign } from './endorsement-entry.ts';
import { DG_ENDORSEMENT, sendRecord, stepsToSend } from './send-record.ts';
import { inSession, type OpenWriteSession, type WriteSession } from './write-session.ts';

/** The holder, at a keypad that staff cannot see, chooses six digits. */
export type AskPin = () => Promise<string>;

export type ActivateCardRefusal = ActivateRefusal | 'pin-not-six-digits';

/**
 * Hands a card over: in one session with the card, its collector sets the PIN and the first endorsement is written, which
 * the chip takes in no other session. A crash before the end leaves the card as checked; repeating the step uses the next
 * version. Where the chip was active when the crash came, the PIN that the collector set then stands and is not asked for
 * again: the chip lets no office replace it.
 * @throws CardError, PermitError
 */
export function makeActivateCard(deps: {
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
    readonly askPin: AskPin;
  }): Promise<Outcome<EndorsementEntry, ActivateCardRefusal>> => {
    const { cardNumber, can, askPin } = input;
    const today = dateAt(deps.clock(), deps.utcOffsetMinutes);
    const reserved = await deps.register.change((state) => {
      const card = getCard(state, cardNumber);
      const decision = decideActivation(card, predecessorOf(state, cardNumber), { today, rules: deps.rules });
      return reserveEndorsement(state, card, decision);
    });
    if (!reserved.ok) return reserved;
    const { card, entry } = reserved.value;
    // Only this office makes a chip active, so that one for which no version was ever taken is not asked whether it is.
    const mayBeActive = card.reservedVersion !== undefined;
    const session = await deps.openWriteSession({ can, deviceKey: card.deviceKey });
    const sent = await inSession(session, async () => {
      const pin = mayBeActive && (await isActive(session)) ? 'stands' : await askPin();
      if (pin !== 'stands' && !/^\d{6}$/.test(pin)) return false;
      const record = endorsementWrite(await deps.signEndorsement(toSign(card, entry)));
      if (pin !== 'stands') {
        session.announce([{ kind: 'set-pin', pin }, ...stepsToSend(record)]);
        await session.setPin(pin);
      }
      await sendRecord(session, record);
      return true;
    });
    if (!sent) return refused('pin-not-six-digits');
    const written = await deps.register.change((state) => confirmEndorsement(state, cardNumber, entry));
    return ok(written);
  };
}

/** A chip is active exactly when it holds an endorsement. Card profile 1 §5 */
async function isActive(session: WriteSession): Promise<boolean> {
  return (await session.readFile(dataGroupSfi(DG_ENDORSEMENT))).length > 0;
}

function predecessorOf(state: RegisterState, cardNumber: string) {
  const replaces = getCard(state, cardNumber).replaces;
  return replaces === undefined ? undefined : findCard(state, replaces);
}
