import { type Outcome, ok } from '@residence-permit/shared/outcome';
import { compareDates, dateAt } from '@residence-permit/shared/plain-date';
import { type CaseClock, type ClockReading, findClockStop, readClock, stopClock } from '../../domain/deadline/index.ts';
import { type MissingPaper } from '../../domain/papers/index.ts';
import type { ClockPolicy } from '../../domain/policy/index.ts';
import type {
  Appeal,
  Application,
  Decision,
  Evidence,
  Fact,
  Fee,
  MoveMade,
  Person,
  ProductionAttempt,
  SignedIn,
} from '../ports/index.ts';
import type { CaseDeps, CaseFile, CaseRefusal } from './case-file.ts';
import { clockOf } from './extend-deadline.ts';
import { onCase } from './on-case.ts';
import { lookAtPapers } from './papers-of.ts';

/** A card of a case on its way to the holder's hand, as far as officers see it. */
export type CardOfCase = Omit<ProductionAttempt, 'can' | 'puk'>;

/** Everything that an officer sees of a case. */
export type CaseRecord = {
  readonly application: Application;
  readonly person: Person;
  readonly facts: readonly Fact[];
  readonly evidence: readonly Evidence[];
  /** What is missing today. */
  readonly missing: readonly MissingPaper[];
  readonly decision?: Decision;
  readonly appeals: readonly Appeal[];
  readonly fees: readonly Fee[];
  readonly moves: readonly MoveMade[];
  /** Every card that was begun for it, the newest last; without its secrets. */
  readonly cards: readonly CardOfCase[];
  /** Of an accepted case, with what an extension has to keep to. */
  readonly clock?: ClockReading & {
    readonly rules: Pick<ClockPolicy, 'acceptanceDays' | 'maxDays' | 'extensionGrounds'>;
  };
};

/** Opens a case; the look is in the audit log and in the person's own view. */
export function makeReadCase(deps: CaseDeps) {
  return (
    by: SignedIn,
    { applicationId }: { readonly applicationId: string },
  ): Promise<Outcome<CaseRecord, CaseRefusal>> => {
    const act = { applicationId, action: 'application.read' } as const;
    return onCase<CaseRecord, CaseRefusal>(deps, by, act, async (tx, file) => {
      const { application, person, policy, today, granted } = file;
      const decision = await tx.applications.findDecision(applicationId);
      const moves = await tx.history.moves('APPLICATION', applicationId);
      const clock = stoppedClockOf(file, moves);
      const { missing } = await lookAtPapers(tx, file);
      const { action, purpose, reason } = granted;
      await tx.audit({
        action,
        personId: person.id,
        caseNumber: application.number,
        ...(purpose === undefined ? {} : { purpose }),
        ...(reason === undefined ? {} : { reason }),
      });
      return ok({
        application,
        person,
        facts: await tx.applications.facts(application),
        evidence: await tx.evidence.ofApplication(applicationId),
        missing,
        appeals: await tx.appeals.ofApplication(applicationId),
        fees: await tx.fees.ofApplication(applicationId),
        moves,
        cards: (await tx.attempts.ofApplication(applicationId)).map(withoutSecrets),
        ...(decision === undefined ? {} : { decision }),
        ...(clock === undefined
          ? {}
          : { clock: { ...readClock(clock, today, policy), rules: extensionRulesOf(policy.clock) } }),
      });
    });
  };
}

/** The clock as it runs, or as it stopped when the office had done what it owed, or the case was over. */
function stoppedClockOf(file: CaseFile, moves: readonly MoveMade[]): CaseClock | undefined {
  const clock = clockOf(file);
  const stop = findClockStop(moves);
  if (clock === undefined || stop === undefined) return clock;
  const stoppedOn = dateAt(stop.at, file.office.utcOffsetMinutes);
  // Where the clock of the office was set back meanwhile, it is taken to have stopped at once.
  return stopClock(clock, compareDates(stoppedOn, clock.acceptedOn) < 0 ? clock.acceptedOn : stoppedOn);
}

function extensionRulesOf({ acceptanceDays, maxDays, extensionGrounds }: ClockPolicy) {
  return { acceptanceDays, maxDays, extensionGrounds };
}

function withoutSecrets({ can: _can, puk: _puk, ...card }: ProductionAttempt): CardOfCase {
  return card;
}
