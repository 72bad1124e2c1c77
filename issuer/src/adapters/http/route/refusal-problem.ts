import { PermitError } from '@residence-permit/shared/errors';
import type { RefusalCode } from '../problem/index.ts';
import type { Refusal, RefusalStatus, RouteDefinition } from './route-definition.ts';

/** A refusal as a problem, with the status that its route gives it. @throws PermitError UNEXPECTED when the route does not know it */
export function refusalProblemOf(
  { refusals, name }: Pick<RouteDefinition, 'refusals' | 'name'>,
  { refusal }: Refusal,
): { readonly code: RefusalCode; readonly status: RefusalStatus } {
  const entry = Object.entries(refusals).find(([code]) => code === refusal);
  if (entry === undefined) throw new PermitError('UNEXPECTED', { detail: `${name} does not know its refusal` });
  return { code: refusal.toLowerCase() as RefusalCode, status: entry[1] };
}
