import { encodeUtf8 } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import { decodeJob, encodeJob, type JobStore } from '../../personalisation/index.ts';
import type { InTransaction, OfficeTransaction, Officer, ProductionAttempt } from '../ports/index.ts';
import { moveAttempt } from './moves.ts';

/**
 * Personalisation's journal, kept sealed with the attempt. What is signed is entered together with the move to SIGNED, and the
 * move to WRITING is committed before the first file goes to the chip.
 * @throws PermitError STORE_CONFLICT when there is no such attempt
 */
export function makeAttemptJournal(deps: {
  readonly inTransaction: InTransaction;
  readonly officer: Officer;
}): JobStore {
  const { inTransaction, officer } = deps;
  const withAttempt = <Value>(
    cardNumber: string,
    work: (tx: OfficeTransaction, attempt: ProductionAttempt) => Promise<Value>,
  ) =>
    inTransaction(officer, async (tx) => {
      const attempt = await tx.attempts.findByCard(cardNumber);
      if (attempt === undefined) throw new PermitError('STORE_CONFLICT', { detail: `no attempt for ${cardNumber}` });
      return work(tx, attempt);
    });
  const startWriting = (cardNumber: string) =>
    withAttempt(cardNumber, async (tx, attempt) => {
      if (attempt.state === 'SIGNED') await moveAttempt(tx, attempt, { state: 'WRITING', reason: 'storing' });
    });

  return {
    load: (cardNumber) =>
      inTransaction(officer, async (tx) => {
        const journalBytes = await tx.attempts.findJournal(cardNumber);
        return journalBytes === undefined ? undefined : decodeJob(journalBytes);
      }),
    async save(cardNumber, job) {
      const journalBytes = encodeUtf8(encodeJob(job));
      const { state } = await withAttempt(cardNumber, async (tx, attempt) => {
        await tx.attempts.saveJournal(attempt, journalBytes);
        if (attempt.state !== 'RESERVED') return attempt;
        return moveAttempt(tx, attempt, { state: 'SIGNED', reason: 'signed' });
      });
      if (state === 'SIGNED') await startWriting(cardNumber);
    },
    discard: (cardNumber) => inTransaction(officer, (tx) => tx.attempts.discardJournal(cardNumber)),
    list: () => inTransaction(officer, (tx) => tx.attempts.journalled(officer.officeId)),
  };
}
