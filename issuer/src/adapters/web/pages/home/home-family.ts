import { QueueView } from '../../../http/api/applications/read-routes.ts';
import type { PageFamily, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showPage } from '../../page/shown.ts';
import { purposeOf } from '../cases/case-address.ts';
import { queuesOf } from '../cases/queues.ts';
import { entriesOf } from './home-entries.ts';

/** Counted so far; more are said to be more. */
const MOST = 100;
/** Queues that are no work: they are looked into and not counted. */
const NO_WORK = ['closed', 'under-way'];
/** Queues whose work is done at the desk of cards. Who collects a card is found by name, in the queue of cases. */
const CARD_DESKS: Readonly<Record<string, string | undefined>> = {
  production: '/office/cards#to-make',
  check: '/office/cards#check',
};

/** Where everybody begins. */
export const homeFamily: PageFamily = {
  name: 'home',
  pages: [
    { path: '/', access: 'public', show: showFirst },
    { path: '/work', access: 'public', show: showFirst },
    { path: '/office', access: 'signed-in', show: showWork },
  ],
};

/** Sends everybody to where their work is. */
async function showFirst({ viewer, locals }: PageRequest): Promise<Shown> {
  if (locals.locked !== undefined) return goTo('/unlock');
  if (viewer === undefined) return goTo('/sign-in');
  return goTo(viewer.roles.includes('holder') ? '/me' : '/office');
}

/** The queues of the viewer's roles, each with how much waits in it. */
async function showWork(page: PageRequest): Promise<Shown> {
  const roles = page.viewer?.roles ?? [];
  const queues = queuesOf(roles).filter(({ name }) => !NO_WORK.includes(name));
  const counted = [];
  for (const { name, states } of queues) {
    const query = { states: states.join(','), limit: String(MOST) };
    const found = await page.ask('listCases', { query, purpose: purposeOf(page), reply: QueueView });
    if (found.kind === 'problem') return found;
    const { length } = found.body.lines;
    counted.push({
      name,
      to: CARD_DESKS[name] ?? `/office/cases?queue=${name}`,
      count: length === MOST ? `${MOST}+` : String(length),
      isEmpty: length === 0,
    });
  }
  return showPage('home/office', { queues: counted, mayEnter: roles.includes('clerk'), entries: entriesOf(roles) });
}
