import { todayAt } from '../../words/today-at.ts';
import type { PageDefinition, PageRequest } from '../../page/page.ts';
import { isAppealable } from './appealable.ts';
import { liveCard } from './live-card.ts';
import type { Own } from './read-own.ts';
import { showOwn } from './show-own.ts';
import { waitingReports } from './waiting-reports.ts';

/** Something that the holder can do now. */
type NextStep = { readonly words: string; readonly to?: string };

/** Where a holder begins: permit and card, what waits for them, and what else there is. */
export const overviewPage: PageDefinition = {
  path: '/me',
  access: 'signed-in',
  show: (page) => showOwn(page, { template: 'overview', section: 'overview', dataOf: (own) => overviewOf(page, own) }),
};

function overviewOf(page: PageRequest, own: Own) {
  const { person, permit, reminders, grants } = own;
  const card = liveCard(own);
  return {
    name: person.name,
    permit: permit === undefined ? undefined : { ...permit, isLapsed: isLapsed(page, own) },
    card,
    isHeld: card?.state === 'LOST_HOLD',
    steps: stepsOf(page, own),
    reminders,
    usable: grants.filter(({ state }) => state === 'ACTIVE' || state === 'GRANTED').length,
  };
}

function isLapsed({ now }: PageRequest, { permit }: Own): boolean {
  return permit?.endorsedThrough !== undefined && permit.endorsedThrough < todayAt(now);
}

function stepsOf(page: PageRequest, own: Own): readonly NextStep[] {
  const { say, format, now } = page;
  const { cases, permit } = own;
  const today = todayAt(now);
  const ready = cases.filter(({ application }) => application.state === 'READY');
  const asked = cases.filter(({ application }) => application.state === 'SUPPLEMENT_REQUESTED');
  const refused = cases.filter((one) => one.decision?.outcome === 'REFUSED' && isAppealable(one, today));
  const reports = waitingReports(own);
  const to = ({ application }: Own['cases'][number]) => `/me/cases/${application.id}`;
  return [
    ...ready.map((one) => ({ words: say('me.overview.collect'), to: to(one) })),
    ...asked.map((one) => ({ words: say('me.overview.papers'), to: to(one) })),
    ...refused.map((one) => ({
      words: say('me.overview.appeal', { day: format.date(one.appealBy ?? today) }),
      to: to(one),
    })),
    ...(reports.length === 0 ? [] : [{ words: say('me.overview.reports'), to: '/me/reports' }]),
    ...(permit !== undefined && isLapsed(page, own) ? [{ words: say('me.overview.lapsed') }] : []),
  ];
}
