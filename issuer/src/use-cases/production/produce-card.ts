import type { CardTransport } from '@residence-permit/shared/apdu';
import { PermitError } from '@residence-permit/shared/errors';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { makePersonaliseCard, type OpenPersonalisation, type PersonaliseRefusal } from '../../personalisation/index.ts';
import type { Clock, NewId, RandomSource } from '../../ports/index.ts';
import type { PermitFiles, PermitToSign } from '../../signing/index.ts';
import type { InTransaction, Officer, ProductionAttempt } from '../ports/index.ts';
import { makeAttemptJournal } from './attempt-journal.ts';
import { type LoadPermitEntry, makeCardRegister } from './card-register.ts';
import { makeFollowCard } from './follow-card.ts';

export type ProduceRefusal = PersonaliseRefusal | 'attempt-unknown';

/**
 * Personalises a reserved card on the chip in the reader: SIGNED, WRITING and WRITTEN are each committed before the chip is
 * told the next thing. The same call goes on after a crash or a card that was lifted. A fault is kept with the attempt.
 * @throws CardError, PermitError
 */
export function makeProduceCard(deps: {
  readonly inTransaction: InTransaction;
  readonly loadPermitEntry: LoadPermitEntry;
  readonly openPersonalisation: OpenPersonalisation;
  readonly signPermit: (permit: PermitToSign) => Promise<PermitFiles>;
  /** The whole `7F21`. */
  readonly cvcaCertificate: Uint8Array;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly random: RandomSource;
}) {
  const { inTransaction, loadPermitEntry, signPermit, cvcaCertificate, random } = deps;
  return async (
    officer: Officer,
    input: { readonly cardNumber: string; readonly transport: CardTransport },
  ): Promise<Outcome<ProductionAttempt, ProduceRefusal>> => {
    const { cardNumber, transport } = input;
    if ((await findAttempt(officer, cardNumber)) === undefined) return refused('attempt-unknown');
    let chipNumber: Uint8Array | undefined;
    const openPersonalisation: OpenPersonalisation = async (reader) => {
      const channel = await deps.openPersonalisation(reader);
      chipNumber = channel?.diversificationData;
      return channel;
    };
    const register = makeCardRegister({
      inTransaction,
      officer,
      cardNumber,
      loadPermitEntry,
      chipNumber: () => chipNumber,
      followCard: makeFollowCard({
        ...deps,
        officer,
      }),
    });
    const jobs = makeAttemptJournal({ inTransaction, officer });
    const personalise = makePersonaliseCard({
      register,
      jobs,
      openPersonalisation,
      signPermit,
      cvcaCertificate,
      random,
    });
    try {
      const outcome = await personalise({ cardNumber, transport });
      if (!outcome.ok) return outcome;
    } catch (cause) {
      await keepFault(officer, cardNumber, cause);
      throw cause;
    }
    const attempt = await findAttempt(officer, cardNumber);
    return attempt === undefined ? refused('attempt-unknown') : ok(attempt);
  };

  function findAttempt(officer: Officer, cardNumber: string): Promise<ProductionAttempt | undefined> {
    return inTransaction(officer, (tx) => tx.attempts.findByCard(cardNumber));
  }

  async function keepFault(officer: Officer, cardNumber: string, cause: unknown): Promise<void> {
    const lastCode = cause instanceof PermitError ? cause.code : 'UNEXPECTED';
    await inTransaction(officer, async (tx) => {
      const attempt = await tx.attempts.findByCard(cardNumber);
      if (attempt !== undefined) await tx.attempts.save(attempt, { tries: attempt.tries + 1, lastCode });
    });
  }
}
