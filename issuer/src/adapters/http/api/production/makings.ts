import { PermitError } from '@residence-permit/shared/errors';
import type { Logger } from 'pino';
import type { Clock } from '../../../../ports/index.ts';
import type { SignedIn } from '../../../../use-cases/ports/index.ts';
import { describeFault } from '../../index.ts';
import type { PlaceCardAt, ProductionUseCases } from './production-use-cases.ts';

/** The making of one card in this process: what it is at, or how it ended. */
export type MakingRun = {
  readonly step: 'WRITE' | 'READ_BACK';
  /** Seconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt?: number;
  /** Why it ended before the card was read back: a refusal, or the code of a fault. */
  readonly code?: string;
};

/** Cards that this process makes, or made a little while ago. */
export type Makings = {
  /** Begins to make a card, or goes on with it; false while it is at it already. */
  start(by: SignedIn, input: CardAtReader): boolean;
  find(cardNumber: string): MakingRun | undefined;
};

export type CardAtReader = { readonly cardNumber: string; readonly placeCard: ReturnType<PlaceCardAt> };

/** How a run ended is told for so long; what became of the card stands in the register. */
const KEPT_S = 3600;

/**
 * Makes cards while nobody waits for the answer: written, then read back by another process. Where it stands is asked for as
 * often as a screen wants; each step is committed as it is anyway, so that a process that ends loses nothing but the reason.
 */
export function makeMakings(deps: {
  readonly production: Pick<ProductionUseCases, 'produceCard' | 'readBackCard'>;
  readonly clock: Clock;
  readonly log: Logger;
  /** Told of each run, so that a stop waits for it. */
  readonly keepTrack: (run: Promise<unknown>) => void;
}): Makings {
  const { production, clock, log, keepTrack } = deps;
  const runs = new Map<string, MakingRun>();

  async function make(by: SignedIn, input: CardAtReader, startedAt: number): Promise<MakingRun> {
    let step: MakingRun['step'] = 'WRITE';
    try {
      const written = await production.produceCard(by, input);
      if (!written.ok) return { step, startedAt, endedAt: clock(), code: written.refusal };
      step = 'READ_BACK';
      runs.set(input.cardNumber, { step, startedAt });
      const read = await production.readBackCard(by, input);
      return { step, startedAt, endedAt: clock(), ...(read.ok ? {} : { code: read.refusal }) };
    } catch (cause) {
      const code = cause instanceof PermitError ? cause.code : 'UNEXPECTED';
      log.warn({ requestId: by.requestId, fault: describeFault(cause) }, 'card not made');
      return { step, startedAt, endedAt: clock(), code };
    }
  }

  function forgetOld(now: number): void {
    for (const [cardNumber, { endedAt }] of runs) {
      if (endedAt !== undefined && now - endedAt > KEPT_S) runs.delete(cardNumber);
    }
  }

  return {
    start(by, input) {
      const { cardNumber } = input;
      const before = runs.get(cardNumber);
      if (before !== undefined && before.endedAt === undefined) return false;
      const startedAt = clock();
      forgetOld(startedAt);
      runs.set(cardNumber, { step: 'WRITE', startedAt });
      keepTrack(make(by, input, startedAt).then((run) => runs.set(cardNumber, run)));
      return true;
    },
    find: (cardNumber) => runs.get(cardNumber),
  };
}
