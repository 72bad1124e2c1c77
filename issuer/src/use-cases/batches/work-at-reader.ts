import type { CardTransport } from '@residence-permit/shared/apdu';
import { type Code, PermitError } from '@residence-permit/shared/errors';
import type { Outcome } from '@residence-permit/shared/outcome';
import { CHIP_UNTOUCHED, STOPS_BATCH, STOPS_STATION, WRONG_CHIP } from '../../personalisation/index.ts';
import type { NewId } from '../../ports/index.ts';
import type { QuarantineReason } from '../../register/index.ts';
import type { InTransaction, Officer, ProductionAttempt } from '../ports/index.ts';
import { type CardAtReader, makeReaderTurns, type TurnEnd } from './reader-turns.ts';
import type { ReaderJob } from './start-run.ts';

/** A reader of a counter whose line is in this process. */
export type ReaderInReach = {
  /** Powers up the card on it; waits a little for one. @throws CardError CARD_ABSENT and what the reader says */
  readonly placeCard: () => Promise<{ readonly transport: CardTransport; release(): Promise<void> }>;
  /** Waits a little for the card to be taken away. @throws CardError CARD_TIMED_OUT when it stays */
  readonly awaitLeft: () => Promise<void>;
};

type OnReader = { readonly cardNumber: string; readonly placeCard: ReaderInReach['placeCard'] };
type Makes = (officer: Officer, input: OnReader) => Promise<Outcome<ProductionAttempt, string>>;

/** What makes a card, for whoever started the run. */
export type BatchProduction = {
  readonly produceCard: Makes;
  readonly readBackCard: Makes;
  setAsideCard(
    officer: Officer,
    input: { readonly cardNumber: string; readonly reason: QuarantineReason },
  ): Promise<Outcome<unknown, string>>;
};

/** A card that fails is tried so often on its chip. */
const ATTEMPTS = 2;
/** Faults of a reader, or of the line to it: it is looked for again. */
const READER_GONE: readonly Code[] = [...STOPS_STATION, 'READER_BUSY'];

/**
 * Makes the cards of a batch at one reader, one after the other, until none waits, the run stops or the reader goes. A card
 * that was under way when a process died is gone on with, on the chip that lies there. If what stands on a chip is not known
 * after the last attempt, the card is set aside, which revokes it: never a guess.
 */
export function makeWorkAtReader(deps: {
  readonly inTransaction: InTransaction;
  readonly newId: NewId;
  readonly production: BatchProduction;
}) {
  const { production } = deps;
  const turns = makeReaderTurns(deps);

  return async (job: ReaderJob, reach: ReaderInReach, signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      const card = await turns.next(job);
      if (card === undefined) return;
      const end = await makeOne(job, card, { reach, signal });
      if (end === 'reader-gone') return turns.again(job);
      await turns.settle(job, card, end);
      if (end.kind !== 'given-back' && !(await isLeft(job, { reach, signal }))) return turns.again(job);
    }
    await turns.again(job);
  };

  async function makeOne(job: ReaderJob, card: CardAtReader, at: AtReader): Promise<TurnEnd | 'reader-gone'> {
    const { officer, cardNumber } = card;
    let code: string | undefined;
    let isTouched = false;
    for (let attempt = 1; attempt <= ATTEMPTS; ) {
      const { fault, isOpened } = await attemptOnce(card, at.reach);
      if (fault === undefined) return { kind: 'made' };
      if (fault === 'CARD_ABSENT') {
        if (!(await turns.goesOn(job)) || at.signal.aborted) return { kind: 'given-back' };
        continue;
      }
      if (await turns.isEnded(card)) return { kind: 'set-aside', code: fault };
      if (isOf(STOPS_BATCH, fault)) return { kind: 'fault', code: fault };
      if (isOf(READER_GONE, fault) || (fault === 'READER_FAILED' && !isOpened)) return 'reader-gone';
      code = fault;
      attempt += 1;
      isTouched ||= isOpened && !CHIP_UNTOUCHED.includes(fault);
      if (WRONG_CHIP.includes(fault) && attempt <= ATTEMPTS && !(await isLeft(job, at))) return 'reader-gone';
    }
    if (!isTouched) return { kind: 'left', ...(code === undefined ? {} : { code }) };
    await production.setAsideCard(officer, { cardNumber, reason: 'outcome-unknown' });
    return { kind: 'set-aside', ...(code === undefined ? {} : { code }) };
  }

  /** Makes the card and has it read back. */
  async function attemptOnce(card: CardAtReader, reach: ReaderInReach): Promise<Attempt> {
    const { officer, cardNumber } = card;
    let isOpened = false;
    const placeCard: ReaderInReach['placeCard'] = async () => {
      isOpened = false;
      const placed = await reach.placeCard();
      isOpened = true;
      return placed;
    };
    try {
      if (!(await turns.isWritten(card))) {
        const written = await production.produceCard(officer, { cardNumber, placeCard });
        if (!written.ok) return { isOpened, ...faultOf(written) };
      }
      const read = await production.readBackCard(officer, { cardNumber, placeCard });
      return { isOpened, ...faultOf(read) };
    } catch (cause) {
      if (cause instanceof PermitError) return { isOpened, fault: cause.code };
      throw cause;
    }
  }

  /** Waits until the chip was taken away, or nobody waits for that any more. False when the reader is gone. */
  async function isLeft(job: ReaderJob, { reach, signal }: AtReader): Promise<boolean> {
    for (;;) {
      try {
        await reach.awaitLeft();
        return true;
      } catch (cause) {
        if (!(cause instanceof PermitError)) throw cause;
        if (cause.code !== 'CARD_TIMED_OUT') return false;
        if (signal.aborted || !(await turns.goesOn(job))) return true;
      }
    }
  }
}

/** What went wrong, as a code or the refusal, and whether the chip was powered up before it. */
type Attempt = { readonly fault?: string; readonly isOpened: boolean };
type AtReader = { readonly reach: ReaderInReach; readonly signal: AbortSignal };

function faultOf(outcome: Outcome<unknown, string>): { readonly fault?: string } {
  return outcome.ok ? {} : { fault: outcome.refusal };
}

function isOf(codes: readonly Code[], fault: string): boolean {
  return codes.some((code) => code === fault);
}
