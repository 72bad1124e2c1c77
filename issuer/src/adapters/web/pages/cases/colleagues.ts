import type * as z from 'zod';
import { WorkplaceView } from '../../../http/api/workplace/index.ts';
import type { Answer } from '../../ask/ask.ts';
import type { PageRequest } from '../../page/page.ts';

export type Workplace = z.output<typeof WorkplaceView>;

/** The viewer's office, who works there, and its counters. */
export function readWorkplace({ ask }: PageRequest): Promise<Answer<Workplace>> {
  return ask('readWorkplace', { reply: WorkplaceView });
}

/** Who somebody is, as a page says it: a name in its own language, or a word in the page's. */
export type ShownName = { readonly text: string; readonly lang?: 'zh' };

/** Names of accounts by id; for one of another office, or none any more, that it is somebody's. */
export function nameIn(workplace: Workplace, page: PageRequest): (accountId: string | undefined) => string {
  const whoIs = colleagueIn(workplace, page);
  return (accountId) => whoIs(accountId).text;
}

/** The same names with their language. */
export function colleagueIn(
  { colleagues }: Workplace,
  page: PageRequest,
): (accountId: string | undefined) => ShownName {
  const names = new Map(colleagues.map(({ accountId, displayName }) => [accountId, displayName]));
  return (accountId) => {
    if (accountId === undefined) return { text: '' };
    if (accountId === page.viewer?.accountId) return { text: page.say('cases.you') };
    const name = names.get(accountId);
    return name === undefined ? { text: page.say('cases.somebody') } : { text: name, lang: 'zh' };
  };
}
