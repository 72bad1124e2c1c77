import type { Role } from '../../../domain/rights/index.ts';
import type { TransactionClient } from '../../database/index.ts';
import { recordOf } from './account-record.ts';

/** Everybody who holds or held a role at an office, by name; `roles` are those that they hold now. */
export async function listColleagues(
  database: Pick<TransactionClient, 'account'>,
  officeId: string,
): Promise<readonly { readonly accountId: string; readonly displayName: string; readonly roles: readonly Role[] }[]> {
  const found = await database.account.findMany({
    where: { roles: { some: { officeId } } },
    include: { roles: { where: { endedAt: null } } },
    orderBy: { displayName: 'asc' },
  });
  return found.map((row) => {
    const { id, displayName, assignments } = recordOf(row);
    const here = assignments.filter((assignment) => assignment.officeId === officeId);
    return { accountId: id, displayName, roles: here.map(({ role }) => role) };
  });
}
