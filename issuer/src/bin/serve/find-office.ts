import type { Office } from '../../use-cases/ports/index.ts';
import type { ServiceParts } from './open-service.ts';
import { openWork } from './open-work.ts';

/** Finds an office by its id. The answer throws PermitError STORE_CONFLICT when there is no such office. */
export function makeFindOffice(parts: ServiceParts): (officeId: string) => Promise<Pick<Office, 'id' | 'name'>> {
  const { inTransaction } = openWork(parts);
  return async (officeId) => {
    const { id, name } = await inTransaction({ accountId: undefined, officeId }, (tx) => tx.offices.get(officeId));
    return { id, name };
  };
}
