import type { MakingBody } from './read-making.ts';

/** What stands between a blank and an active card, in order. */
export const CARD_STEPS = ['place', 'read', 'write', 'read-back', 'check', 'pin', 'active'] as const;
export type CardStep = (typeof CARD_STEPS)[number];

/**
 * What the screen is about: a card is to be laid down; the service works; it works for too long; it did not get on; it waits for
 * people; it is done with, or out of it.
 */
export type StageMode = 'place' | 'running' | 'slow' | 'failed' | 'check' | 'held' | 'handed-over' | 'active' | 'gone';

/** Where a card stands on its screen. */
export type MakingStage = {
  readonly step: CardStep;
  readonly mode: StageMode;
  /** Of `failed`: why, where it is known. */
  readonly code?: string;
};

/** After so many seconds the screen no longer asks by itself. A chip takes some ten. */
export const WATCH_S = 60;

const WAITING_FOR_PEOPLE: Readonly<Record<string, MakingStage | undefined>> = {
  READ_BACK: { step: 'check', mode: 'check' },
  QA_OK: { step: 'check', mode: 'check' },
  HELD: { step: 'pin', mode: 'held' },
  HANDED_OVER: { step: 'pin', mode: 'handed-over' },
  ACTIVE: { step: 'active', mode: 'active' },
};
const AT_MACHINE: Readonly<Record<string, CardStep | undefined>> = {
  RESERVED: 'read',
  SIGNED: 'write',
  WRITING: 'write',
  WRITTEN: 'read-back',
};

/** Reads the stage off the state of the card and what the service does about it. `now`: seconds since the epoch. */
export function stageOf(
  { state, run, tries, lastCode }: Pick<MakingBody, 'state' | 'run' | 'tries' | 'lastCode'>,
  now: number,
): MakingStage {
  const waiting = WAITING_FOR_PEOPLE[state];
  if (waiting !== undefined) return waiting;
  const step = AT_MACHINE[state];
  if (step === undefined) return { step: 'place', mode: 'gone' };
  if (run !== undefined && run.endedAt === undefined) {
    return { step, mode: now - run.startedAt > WATCH_S ? 'slow' : 'running' };
  }
  const code = run?.code ?? lastCode;
  const isNew = state === 'RESERVED' && tries === 0 && run === undefined;
  if (isNew) return { step: 'place', mode: 'place' };
  return { step, mode: 'failed', ...(code === undefined ? {} : { code }) };
}

/** The steps for the line on top of the screen. */
export function stepLine(
  step: CardStep,
): readonly { readonly name: CardStep; readonly state: 'done' | 'now' | 'later' }[] {
  const at = CARD_STEPS.indexOf(step);
  const stateAt = (index: number) => (index < at || step === 'active' ? 'done' : index === at ? 'now' : 'later');
  return CARD_STEPS.map((name, index) => ({ name, state: stateAt(index) }));
}
