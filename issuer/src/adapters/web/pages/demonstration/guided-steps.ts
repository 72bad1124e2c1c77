/** A step from the counter to an active card: whose it is, and where it is done. */
export type GuidedStep = {
  readonly name: 'accept' | 'decide' | 'write' | 'check' | 'hand-over';
  readonly login: string;
  /** Where: at the page of the case, or at its card's. */
  readonly at: 'case' | 'card';
  /** States of the case in which this step is next. */
  readonly states: readonly string[];
  /** The card that has to lie on the reader for it. */
  readonly lay: 'blank' | 'own' | 'none';
};

/** The five steps. Nobody may do two that have to be seen by different eyes, so three officers take turns. */
export const GUIDED_STEPS: readonly GuidedStep[] = [
  { name: 'accept', login: 'clerk', at: 'case', states: ['SUBMITTED'], lay: 'none' },
  { name: 'decide', login: 'reviewer', at: 'case', states: ['ACCEPTED', 'IN_REVIEW'], lay: 'none' },
  { name: 'write', login: 'producer', at: 'card', states: ['APPROVED', 'IN_PRODUCTION'], lay: 'blank' },
  { name: 'check', login: 'clerk', at: 'card', states: ['QUALITY_CHECK'], lay: 'none' },
  { name: 'hand-over', login: 'clerk', at: 'card', states: ['READY', 'DELIVERED'], lay: 'own' },
];

/** How far that step is while the case stands there. */
export function standingOf(step: GuidedStep, state: string): 'done' | 'now' | 'later' {
  const now = GUIDED_STEPS.findIndex(({ states }) => states.includes(state));
  const at = GUIDED_STEPS.indexOf(step);
  if (at === now) return 'now';
  return at < now ? 'done' : 'later';
}
