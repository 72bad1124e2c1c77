import type { TransactionClient } from '../../database/index.ts';
import { type AccountRecord, recordOf } from './account-record.ts';

const PAGE = 100;

/** Accounts after a login, in that order; none that belongs to a holder, whose name is a person's. */
export async function listAccounts(
  database: Pick<TransactionClient, 'account'>,
  after: string,
): Promise<readonly AccountRecord[]> {
  const found = await database.account.findMany({
    where: { login: { gt: after }, roles: { none: { role: 'holder' } } },
    include: { roles: { where: { endedAt: null } } },
    orderBy: { login: 'asc' },
    take: PAGE,
  });
  return found.map(recordOf);
}
