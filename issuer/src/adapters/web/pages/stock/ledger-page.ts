import { dateAt, parsePlainDate } from '@residence-permit/shared/plain-date';
import { LedgerView } from '../../../http/api/stock/stock-routes.ts';
import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { showForm } from '../../page/shown.ts';
import { colleagueIn, readWorkplace } from '../cases/colleagues.ts';

/** GB/T 7408: China is eight hours east of UTC. */
const OFFICE_OFFSET_MIN = 480;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The entries of a day: which serial went from where to where, who signed. */
export const ledgerPage: PageDefinition = { path: '/office/stock/ledger', access: 'signed-in', show: showLedger };

async function showLedger(page: PageRequest): Promise<Shown> {
  const { day = todayOf(page) } = page.query;
  const isDay = isPlainDate(day);
  const asked = isDay ? day : todayOf(page);
  const ledger = await page.ask('readLedger', { query: { day: asked }, reply: LedgerView });
  if (ledger.kind === 'problem') return ledger;
  const workplace = await readWorkplace(page);
  if (workplace.kind === 'problem') return workplace;
  const whoIs = colleagueIn(workplace.body, page);
  const postings = ledger.body.postings.map(({ actorId, secondId, ...posting }) => ({
    ...posting,
    by: whoIs(actorId),
    second: whoIs(secondId),
  }));
  const errors = isDay ? undefined : { status: 422, fields: { day: page.say('stock.day.wrong') }, others: [] };
  return showForm('stock/ledger', { data: { asked, postings }, values: { day }, errors });
}

/** The day at the office now. */
export function todayOf({ now }: PageRequest): string {
  return dateAt(now, OFFICE_OFFSET_MIN);
}

function isPlainDate(text: string): boolean {
  if (!DAY.test(text)) return false;
  try {
    parsePlainDate(text);
    return true;
  } catch {
    return false;
  }
}
