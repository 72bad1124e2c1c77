import type { ApplicationState } from '../../../../domain/lifecycles/index.ts';
import type { PageRequest } from '../../page/page.ts';
import { wayToCard } from '../cards/way-to-card.ts';
import { endingAddress } from '../endings/ending-address.ts';
import { addressHere } from './case-address.ts';
import { latestFact, RULE_QUESTIONS } from './case-facts.ts';
import { endorsementTasks } from './endorsement-tasks.ts';
import type { CaseBody } from './read-case.ts';

/** A step of a case: done, to be done by the viewer now, or not yet. */
export type Task = {
  readonly name: string;
  readonly status: 'done' | 'now' | 'waiting' | 'not-needed';
  readonly to?: string;
};

/** Kinds that the rules of residence are asked about. */
const RULED: readonly string[] = ['FIRST', 'ENDORSE'];
const AT_COUNTER: readonly ApplicationState[] = ['DRAFT', 'SUBMITTED', 'SUPPLEMENT_REQUESTED'];
const WITHOUT_DECISION: readonly ApplicationState[] = [...AT_COUNTER, 'ACCEPTED', 'IN_REVIEW'];
const TO_MAKE: readonly ApplicationState[] = ['APPROVED', 'IN_PRODUCTION', 'QUALITY_CHECK'];

/** The steps of a case in their order, with the page of each that the viewer may work on. */
export function tasksOf(page: PageRequest, body: CaseBody): readonly Task[] {
  const state = body.application.state as ApplicationState;
  const isClerk = page.viewer?.roles.includes('clerk') === true;
  const isOpen = AT_COUNTER.includes(state) && isClerk;
  const to = (below: string) => addressHere(page, below);
  const open = (below: string, isNow: boolean) => (isNow ? { to: to(below) } : {});
  return [
    { name: 'facts', status: areFactsThere(body) ? 'done' : isOpen ? 'now' : 'waiting', ...open('facts', isOpen) },
    {
      name: 'papers',
      status: body.missing.length === 0 || body.decision !== undefined ? 'done' : isOpen ? 'now' : 'waiting',
      ...open('papers', isOpen),
    },
    { name: 'acceptance', status: AT_COUNTER.includes(state) ? (isClerk ? 'now' : 'waiting') : 'done' },
    eligibilityTask(body, to('eligibility')),
    decisionTask(page, body),
    ...(body.application.kind === 'ENDORSE' ? endorsementTasks(page, state) : cardTasks(page, body)),
  ];
}

/** Whether the facts that the rules read were said; other kinds ask none. */
function areFactsThere({ application, facts }: CaseBody): boolean {
  if (!RULED.includes(application.kind)) return true;
  const [hukou, ...grounds] = RULE_QUESTIONS.map(({ fact }) => latestFact(facts, fact));
  return hukou !== undefined && grounds.some((fact) => fact !== undefined);
}

function eligibilityTask({ application }: CaseBody, to: string): Task {
  if (application.eligibility !== undefined) return { name: 'eligibility', status: 'done', to };
  return { name: 'eligibility', status: RULED.includes(application.kind) ? 'waiting' : 'not-needed' };
}

/** A case is decided once it was taken, and by nobody while another has it on the desk. */
function decisionTask(page: PageRequest, { application }: CaseBody): Task {
  const { takenBy } = application;
  const state = application.state as ApplicationState;
  const isReviewer = page.viewer?.roles.includes('reviewer') === true;
  const isFree = takenBy === undefined || takenBy === page.viewer?.accountId;
  const isNow = isReviewer && isFree && state === 'IN_REVIEW';
  if (isNow) return { name: 'decision', status: 'now', to: addressHere(page, 'decision') };
  return { name: 'decision', status: WITHOUT_DECISION.includes(state) ? 'waiting' : 'done' };
}

function cardTasks(page: PageRequest, body: CaseBody): readonly Task[] {
  const state = body.application.state as ApplicationState;
  if (body.application.kind === 'CANCEL') return [cancellationTask(page, body)];
  const roles = page.viewer?.roles ?? [];
  const isMaker = roles.includes('producer') && TO_MAKE.includes(state);
  const isChecker = roles.includes('clerk') && state === 'QUALITY_CHECK';
  const isHander = roles.includes('clerk') && ['READY', 'DELIVERED'].includes(state);
  const isMade = ['READY', 'DELIVERED', 'CLOSED'].includes(state);
  const card = wayToCard(body);
  return [
    {
      name: 'card',
      status: isMade ? 'done' : isMaker || isChecker ? 'now' : 'waiting',
      ...(isMaker || isChecker ? { to: card } : {}),
    },
    {
      name: 'hand-over',
      status: state === 'CLOSED' ? 'done' : isHander ? 'now' : 'waiting',
      ...(isHander ? { to: card } : {}),
    },
  ];
}

/** A cancellation that was approved ends with the card in the clerk's hand, not with another one. */
function cancellationTask(page: PageRequest, { application }: CaseBody): Task {
  const mayClose = page.viewer?.roles.includes('clerk') === true && application.state === 'APPROVED';
  if (mayClose) return { name: 'cancellation', status: 'now', to: endingAddress(application, 'cancellation') };
  return { name: 'cancellation', status: application.state === 'CLOSED' ? 'done' : 'waiting' };
}
