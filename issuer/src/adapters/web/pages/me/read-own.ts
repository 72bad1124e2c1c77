import type * as z from 'zod';
import { OwnViewBody } from '../../../http/api/persons/own-routes.ts';
import type { Answer } from '../../ask/ask.ts';
import type { PageRequest } from '../../page/page.ts';
import { NOT_ALLOWED } from '../../page/shown.ts';

/** Everything that the register holds of the viewer. */
export type Own = z.output<typeof OwnViewBody>;

/** Reads it; whoever is no person of the register has nothing here. */
export async function readOwn({ ask, viewer }: PageRequest): Promise<Answer<Own>> {
  const personId = viewer?.personId;
  if (personId === undefined) return NOT_ALLOWED;
  return ask('readOwn', { params: { personId }, reply: OwnViewBody });
}
