import type * as z from 'zod';
import { CaseView } from '../../../http/api/applications/read-routes.ts';
import type { Answer } from '../../ask/ask.ts';
import type { PageRequest } from '../../page/page.ts';
import { caseParams, groundHere } from './case-address.ts';

export type CaseBody = z.output<typeof CaseView>;

/** Opens the case that the page's address names; the look is written down by the API. */
export function readCase(page: PageRequest): Promise<Answer<CaseBody>> {
  return page.ask('readCase', { params: caseParams(page), ...groundHere(page), reply: CaseView });
}
