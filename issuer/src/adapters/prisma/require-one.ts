import { PermitError } from '@residence-permit/shared/errors';

/** An update that touched no row lost against another change. @throws PermitError STORE_CONFLICT */
export function requireOne(result: { readonly count: number }, what: string): void {
  if (result.count !== 1) throw new PermitError('STORE_CONFLICT', { detail: `${what} was changed by another` });
}
