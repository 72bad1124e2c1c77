import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { type InspectRefusal, makeInspectCard, type ReadBack } from '../../personalisation/index.ts';
import type { Clock, NewId } from '../../ports/index.ts';
import type { InTransaction, Officer, ProductionAttempt } from '../ports/index.ts';
import { makeAttemptJournal } from './attempt-journal.ts';
import { type LoadPermitEntry, makeCardRegister } from './card-register.ts';
import { makeFollowCard } from './follow-card.ts';

export type ReadBackRefusal = InspectRefusal | 'attempt-unknown';

/**
 * Has another process read the card with the public verifier. Only a card that reads back without a defect goes on to the
 * quality check; its passwords are then kept for the print and the holder's letter. Any other is quarantined and so revoked.
 * @throws PermitError READ_BACK_FAILED; CLOCK_*, TRUST_*, TERMINAL_* when the office can judge no card at the moment
 */
export function makeReadBackCard(deps: {
  readonly inTransaction: InTransaction;
  readonly loadPermitEntry: LoadPermitEntry;
  readonly clock: Clock;
  readonly newId: NewId;
}) {
  const { inTransaction, loadPermitEntry, clock } = deps;
  return async (
    officer: Officer,
    input: { readonly cardNumber: string; readonly readBack: ReadBack },
  ): Promise<Outcome<ProductionAttempt, ReadBackRefusal>> => {
    const { cardNumber, readBack } = input;
    const register = makeCardRegister({
      inTransaction,
      officer,
      cardNumber,
      loadPermitEntry,
      chipNumber: () => undefined,
      followCard: makeFollowCard({
        ...deps,
        officer,
      }),
    });
    const inspect = makeInspectCard({
      register,
      clock,
      readBack,
      jobs: makeAttemptJournal({
        inTransaction,
        officer,
      }),
      handOverSecrets: (_cardNumber, { can, puk }) =>
        inTransaction(officer, async (tx) => {
          const attempt = await tx.attempts.findByCard(cardNumber);
          if (attempt !== undefined)
            await tx.attempts.save(attempt, {
              can,
              puk,
            });
        }),
    });
    const found = await inTransaction(officer, (tx) => tx.attempts.findByCard(cardNumber));
    if (found === undefined) return refused('attempt-unknown');
    const outcome = await inspect(cardNumber);
    if (!outcome.ok) return outcome;
    const attempt = await inTransaction(officer, (tx) => tx.attempts.findByCard(cardNumber));
    return attempt === undefined ? refused('attempt-unknown') : ok(attempt);
  };
}
