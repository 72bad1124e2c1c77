import type * as z from 'zod';
import { WorkplaceView } from '../../../http/api/workplace/index.ts';
import type { Answer } from '../../ask/ask.ts';
import type { PageRequest } from '../../page/page.ts';

export type Workplace = z.output<typeof WorkplaceView>;

/** The viewer's office, who works there, and its counters. */
export function readWorkplace({ ask }: PageRequest): Promise<Answer<Workplace>> {
  return ask('readWorkplace', { reply: WorkplaceView });
}

/** Names of accounts by id; for one of another office, or none any more, that it is somebody's. */
export function nameIn({ colleagues }: Workplace, page: PageRequest): (accountId: string | undefined) => string {
  const names = new Map(colleagues.map(({ accountId, displayName }) => [accountId, displayName]));
  return (accountId) => {
    if (accountId === undefined) return '';
    if (accountId === page.viewer?.accountId) return page.say('cases.you');
    return names.get(accountId) ?? page.say('cases.somebody');
  };
}
