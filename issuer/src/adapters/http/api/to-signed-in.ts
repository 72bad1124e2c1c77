import { PermitError } from '@residence-permit/shared/errors';
import type { SignedIn } from '../../../use-cases/ports/index.ts';
import type { Caller } from '../caller.ts';

/**
 * The caller as the use cases take it.
 * @throws PermitError UNEXPECTED on a route that let nobody in by name: a fault of its definition
 */
export function toSignedIn(caller: Caller | undefined, requestId: string): SignedIn {
  if (caller === undefined) throw new PermitError('UNEXPECTED', { detail: 'a route for accounts without one' });
  return { ...caller, requestId };
}
