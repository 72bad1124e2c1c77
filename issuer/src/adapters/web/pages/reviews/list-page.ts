import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { showPage } from '../../page/shown.ts';
import { todayAt } from '../../words/today-at.ts';
import { ERASURES_PATH } from '../records/record-address.ts';
import { readWaiting, type Waiting } from './waiting.ts';

/** Kinds of this list; entitlements have their own. */
const KINDS = ['duplicate', 'merge', 'undo', 'erasure', 'appeal', 'stay', 'report'] as const;
const DONE = [
  'same',
  'different',
  'merge-asked',
  'merged',
  'erasure-withdrawn',
  'admitted',
  'inadmissible',
  'decided',
  'verified',
  'rejected',
  'report',
];

/** What waits to be looked at again: pairs of records, erasures, appeals, stays and reports. */
export const listPage: PageDefinition = { path: '/office/reviews', access: 'signed-in', show: showList };

async function showList(page: PageRequest): Promise<Shown> {
  const found = await readWaiting(page);
  if (found.kind === 'problem') return found;
  const groups = KINDS.map((kind) => ({
    kind,
    lines: found.body.filter((line) => line.kind === kind).map((line) => lineShown(page, line)),
  })).filter(({ lines }) => lines.length > 0);
  const done = DONE.find((name) => name === page.query['done']);
  return showPage('reviews/list', { groups, done });
}

function lineShown(page: PageRequest, line: Waiting) {
  const { format, now, viewer } = page;
  const { id, number, since, dueOn, by } = line;
  return {
    to: addressOf(line),
    number: number ?? id.slice(0, 8),
    since: format.dayOf(since),
    due: dueOn === undefined ? undefined : format.date(dueOn),
    isLate: dueOn !== undefined && dueOn < todayAt(now),
    state: stateWords(page, line),
    isMine: by !== undefined && by === viewer?.accountId,
  };
}

function addressOf({ kind, id }: Waiting): string {
  if (kind === 'undo') return `/office/merges/${id}`;
  return kind === 'erasure' ? `${ERASURES_PATH}/${id}` : `/office/reviews/${kind}/${id}`;
}

function stateWords({ say }: PageRequest, { kind, state }: Waiting): string {
  if (kind === 'appeal') return say(`standing.appeal.${state}`);
  if (kind === 'report') return say(`standing.report.${state}`);
  if (kind === 'stay') return say(`standing.registration.${state}`);
  if (kind === 'erasure') return say('records.erasure.state');
  return kind === 'undo' ? say('merges.asked') : say(`reviews.pair.${state}`);
}
