import type * as z from 'zod';
import { QueueView } from '../../../http/api/applications/read-routes.ts';
import { isOver } from '../../../../domain/lifecycles/index.ts';
import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { showPage, NOT_ALLOWED } from '../../page/shown.ts';
import { caseAddress, purposeOf } from './case-address.ts';
import { nameIn, readWorkplace } from './colleagues.ts';
import { daysUntil } from './days-until.ts';
import { queuesOf } from './queues.ts';

const LINES = 50;
/** From so many days on, a due day stands out. */
const SOON_DAYS = 3;

type Line = z.output<typeof QueueView>['lines'][number];

/** A queue of the office: cases in the order in which they are due, or the newest first of those that are over, who has each on the desk, and since when it waits. */
export const queuePage: PageDefinition = { path: '/office/cases', access: 'signed-in', show: showQueue };

async function showQueue(page: PageRequest): Promise<Shown> {
  const { ask, query, viewer } = page;
  const queues = queuesOf(viewer?.roles ?? []);
  const queue = queues.find(({ name }) => name === query['queue']) ?? queues[0];
  if (queue === undefined) return NOT_ALLOWED;
  const after = query['after'];
  const asked = { states: queue.states.join(','), limit: String(LINES), ...(after === undefined ? {} : { after }) };
  const found = await ask('listCases', { query: asked, purpose: purposeOf(page), reply: QueueView });
  if (found.kind === 'problem') return found;
  const workplace = await readWorkplace(page);
  if (workplace.kind === 'problem') return workplace;
  const nameOf = nameIn(workplace.body, page);
  const { lines } = found.body;
  const last = lines.length === LINES ? lines.at(-1) : undefined;
  return showPage('cases/queue', {
    queue: queue.name,
    office: workplace.body.office.name,
    queues: queues.map(({ name }) => ({ name, isHere: name === queue.name })),
    mayEnter: viewer?.roles.includes('clerk') === true,
    lines: lines.map((line) => lineShown(page, line, nameOf)),
    next:
      last === undefined ? undefined : `?${new URLSearchParams({ queue: queue.name, after: last.number }).toString()}`,
  });
}

function lineShown(page: PageRequest, line: Line, nameOf: (accountId: string | undefined) => string) {
  const { dueOn, waitingSince } = line;
  const daysLeft = dueOn === undefined ? undefined : daysUntil(dueOn, page.now);
  return {
    ...line,
    address: caseAddress(line),
    holder: nameOf(line.takenBy),
    isMine: line.takenBy === page.viewer?.accountId,
    daysLeft,
    urgency: isOver(line.state) ? 'over' : urgencyOf(daysLeft),
    isWaitingForHolder: line.state === 'SUPPLEMENT_REQUESTED',
    waitingOn: waitingSince === undefined ? undefined : page.format.dayOf(waitingSince),
  };
}

function urgencyOf(daysLeft: number | undefined): 'none' | 'soon' | 'late' {
  if (daysLeft === undefined || daysLeft > SOON_DAYS) return 'none';
  return daysLeft < 0 ? 'late' : 'soon';
}
