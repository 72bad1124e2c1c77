import { type Code, PermitError } from '@residence-permit/shared/errors';
import type { Outcome } from '@residence-permit/shared/outcome';
import { getCard, type QuarantineReason, type Register } from '../register/index.ts';
import { CHIP_UNTOUCHED, STOPS_BATCH, STOPS_STATION, WRONG_CHIP } from './batch-faults.ts';
import type { InspectRefusal } from './inspect-card.ts';
import type { PersonaliseRefusal } from './personalise-card.ts';

/** A reader with somebody, or something, that puts chips on it. */
export type Station = {
  readonly name: string;
  /** Waits until the chip on the reader was taken away; at once when there is none. */
  cardLeft(): Promise<void>;
};

/** Personalises and inspects the card on that station's reader; goes on where an earlier attempt stopped. */
export type ProduceCard = (
  cardNumber: string,
  station: Station,
) => Promise<Outcome<unknown, PersonaliseRefusal | InspectRefusal>>;

/**
 * What became of one card. `quarantined`: set aside and revoked. `left`: nothing was begun for it, so it is still planned.
 * `code` tells what went wrong last.
 */
export type BatchResult = {
  readonly cardNumber: string;
  readonly end: 'checked' | 'quarantined' | 'left';
  readonly code?: Code;
};

export type BatchProgress = {
  readonly cardNumber: string;
  readonly station: string;
  readonly kind: 'begun' | 'again' | 'wrong-chip' | BatchResult['end'];
  readonly code?: Code;
  readonly refusal?: string;
};

/**
 * Produces many cards over several stations at once; each station takes the next card when it is free. A card that fails is
 * tried again on its chip, `attempts` times in all. If what stands on the chip is then not known, the card is quarantined,
 * which revokes it: never a guess. One whose own chip never came is left as it is, to be gone on with. A fault of the
 * office stops every station after the card it is at; nothing is lost by that.
 * @returns one result a card, in the order asked for
 * @throws PermitError the fault that stopped the batch
 */
export function makeRunBatch(deps: {
  readonly register: Register;
  readonly produceCard: ProduceCard;
  readonly quarantineCard: (cardNumber: string, reason: QuarantineReason) => Promise<Outcome<unknown, string>>;
}) {
  return async (batch: {
    readonly cardNumbers: readonly string[];
    readonly stations: readonly Station[];
    readonly attempts: number;
    report(progress: BatchProgress): void;
  }): Promise<readonly BatchResult[]> => {
    const waiting = [...batch.cardNumbers];
    const results = new Map<string, BatchResult>();
    let stopped: unknown;
    await Promise.all(batch.stations.map(work));
    if (stopped !== undefined) throw stopped;
    return batch.cardNumbers.map((cardNumber) => results.get(cardNumber) ?? { cardNumber, end: 'left' });

    async function work(station: Station): Promise<void> {
      for (let next = waiting.shift(); next !== undefined && stopped === undefined; next = waiting.shift()) {
        try {
          const result = await makeOne(next, station);
          results.set(next, result);
          batch.report({ ...result, station: station.name, kind: result.end });
          if (result.code !== undefined && STOPS_STATION.includes(result.code)) return;
          if (waiting.length > 0 && !(await isLeft(station))) return;
        } catch (cause) {
          stopped ??= cause;
        }
      }
    }

    async function makeOne(cardNumber: string, station: Station): Promise<BatchResult> {
      let code: Code | undefined;
      let isTouched = false;
      for (let attempt = 1; attempt <= batch.attempts; attempt += 1) {
        const about = { cardNumber, station: station.name, ...(code === undefined ? {} : { code }) };
        batch.report({ ...about, kind: attempt === 1 ? 'begun' : 'again' });
        const fault = await attemptOnce(cardNumber, station);
        if (fault === undefined) return { cardNumber, end: 'checked' };
        code = fault.code ?? code;
        const { stage } = getCard(await deps.register.read(), cardNumber);
        if (stage !== 'planned' && stage !== 'personalised') break;
        const what = fault.refusal ?? fault.code ?? '';
        isTouched ||= !CHIP_UNTOUCHED.includes(what);
        if (code !== undefined && STOPS_STATION.includes(code)) break;
        if (WRONG_CHIP.includes(what)) {
          batch.report({ ...about, kind: 'wrong-chip', ...fault });
          if (!(await isLeft(station))) break;
        }
      }
      const end = await endOf(cardNumber, isTouched);
      return { cardNumber, end, ...(code === undefined || end === 'checked' ? {} : { code }) };
    }

    /** False when the station's reader is gone. */
    async function isLeft(station: Station): Promise<boolean> {
      try {
        await station.cardLeft();
        return true;
      } catch (cause) {
        if (cause instanceof PermitError && STOPS_STATION.includes(cause.code)) return false;
        throw cause;
      }
    }

    /** A card that is past production, perhaps by another program, stays what it is. */
    async function endOf(cardNumber: string, isTouched: boolean): Promise<BatchResult['end']> {
      const { stage, chipNumber } = getCard(await deps.register.read(), cardNumber);
      if (stage === 'quarantined' || stage === 'checked') return stage;
      if (stage === 'active' || !isTouched || chipNumber === undefined) return 'left';
      const outcome = await deps.quarantineCard(cardNumber, 'outcome-unknown');
      return outcome.ok ? 'quarantined' : 'left';
    }

    async function attemptOnce(cardNumber: string, station: Station): Promise<Fault | undefined> {
      try {
        const outcome = await deps.produceCard(cardNumber, station);
        return outcome.ok ? undefined : { refusal: outcome.refusal };
      } catch (cause) {
        if (!(cause instanceof PermitError) || STOPS_BATCH.includes(cause.code)) throw cause;
        return { code: cause.code };
      }
    }
  };
}

type Fault = { readonly code?: Code; readonly refusal?: string };
