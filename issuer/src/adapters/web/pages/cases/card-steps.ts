import type { CaseBody } from './read-case.ts';

export type CardBody = CaseBody['cards'][number];

/** What stands between a blank and an active card, in order. */
const STEPS = ['write', 'read-back', 'check', 'collect', 'activate'] as const;
export type CardStep = (typeof STEPS)[number];

/** The step that comes next in each state of a card that is being made. */
const NEXT: Readonly<Record<string, CardStep | undefined>> = {
  RESERVED: 'write',
  SIGNED: 'write',
  WRITING: 'write',
  WRITTEN: 'read-back',
  READ_BACK: 'check',
  QA_OK: 'check',
  HELD: 'collect',
  HANDED_OVER: 'activate',
};

const GONE = ['QUARANTINED', 'SPOILED', 'LAPSED', 'RELEASED'];

/** The card that a case has now; one that was set aside is none. */
export function currentCard({ cards }: Pick<CaseBody, 'cards'>): CardBody | undefined {
  const newest = cards.at(-1);
  return newest === undefined || GONE.includes(newest.state) ? undefined : newest;
}

/** The line of steps, and the one that is due; nothing is due of an active card. */
export function cardStepsOf(card: CardBody | undefined): {
  readonly step: CardStep | undefined;
  readonly steps: readonly { readonly name: CardStep; readonly state: 'done' | 'now' | 'later' }[];
} {
  const step = card === undefined ? 'write' : NEXT[card.state];
  const at = step === undefined ? STEPS.length : STEPS.indexOf(step);
  const stateAt = (index: number) => (index < at ? 'done' : index === at ? 'now' : 'later');
  return { step, steps: STEPS.map((name, index) => ({ name, state: stateAt(index) })) };
}
