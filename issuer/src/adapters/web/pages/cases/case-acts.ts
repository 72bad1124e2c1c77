import type { ApplicationState } from '../../../../domain/lifecycles/index.ts';
import type { PageRequest } from '../../page/page.ts';
import type { CaseBody } from './read-case.ts';

/** Something that is done to a case by one press of a button. */
export type CaseAct = {
  readonly name: string;
  /** operationId of the route that does it. */
  readonly route: string;
  /** It is asked once more on a page of its own, which says what follows. */
  readonly isAskedAgain: boolean;
  /** The route wants to know what the case is opened for. */
  readonly isLook: boolean;
  /** What the page shows afterwards; the case itself where it is absent. */
  readonly next?: string;
};

/** Every act on a case that needs no more than a button, by name. */
export const CASE_ACTS = {
  take: act({ name: 'take', route: 'takeCase', isLook: true }),
  release: act({ name: 'release', route: 'releaseCase', isLook: true }),
  submit: act({ name: 'submit', route: 'submitApplication' }),
  supplement: act({ name: 'supplement', route: 'requestSupplement', isAskedAgain: true }),
  accept: act({ name: 'accept', route: 'acceptApplication', next: 'done/accepted' }),
  withdraw: act({ name: 'withdraw', route: 'withdrawApplication', isAskedAgain: true }),
} as const satisfies Readonly<Record<string, CaseAct>>;

export type CaseActName = keyof typeof CASE_ACTS;

/** Whether a text from a form names an act. */
export function isCaseAct(text: string): text is CaseActName {
  return Object.hasOwn(CASE_ACTS, text);
}

/** The acts that somebody may do to a case at its stage; what comes first is the main one. */
export function actsOn(page: PageRequest, { application, missing }: CaseBody): readonly CaseActName[] {
  const state = application.state as ApplicationState;
  const isClerk = page.viewer?.roles.includes('clerk') === true;
  const mayTell = missing.length > 0 && application.supplementAt === undefined;
  const acts: readonly (readonly [CaseActName, boolean])[] = [
    ['submit', isClerk && ['DRAFT', 'SUPPLEMENT_REQUESTED'].includes(state)],
    ['accept', isClerk && state === 'SUBMITTED' && missing.length === 0],
    ['supplement', isClerk && state === 'SUBMITTED' && mayTell],
    ['accept', isClerk && state === 'SUBMITTED' && missing.length > 0 && !mayTell],
    ['take', isWork(page, state) && application.takenBy === undefined],
    ['release', application.takenBy !== undefined && application.takenBy === page.viewer?.accountId],
    ['withdraw', isClerk && MAY_WITHDRAW.includes(state)],
  ];
  return acts.flatMap(([name, isPossible]) => (isPossible ? [name] : []));
}

const MAY_WITHDRAW: readonly ApplicationState[] = [
  'DRAFT',
  'SUBMITTED',
  'SUPPLEMENT_REQUESTED',
  'ACCEPTED',
  'IN_REVIEW',
  'APPROVED',
];

/** A reviewer takes what waits for a decision; the others have no use for a lock. */
function isWork({ viewer }: PageRequest, state: ApplicationState): boolean {
  return viewer?.roles.includes('reviewer') === true && ['ACCEPTED', 'IN_REVIEW'].includes(state);
}

function act(given: Pick<CaseAct, 'name' | 'route'> & Partial<CaseAct>): CaseAct {
  return { isAskedAgain: false, isLook: false, ...given };
}
