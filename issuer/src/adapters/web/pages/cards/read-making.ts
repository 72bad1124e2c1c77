import type * as z from 'zod';
import { MakingView } from '../../../http/api/production/making-routes.ts';
import type { Answer } from '../../ask/ask.ts';
import type { PageRequest } from '../../page/page.ts';
import { cardParams } from './card-address.ts';

export type MakingBody = z.output<typeof MakingView>;

/** How far the card of the address has come; it opens nobody's record. */
export function readMaking(page: PageRequest): Promise<Answer<MakingBody>> {
  return page.ask('readMaking', { params: cardParams(page), reply: MakingView });
}
