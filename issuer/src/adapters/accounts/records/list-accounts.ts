import type { TransactionClient } from '../../database/index.ts';
import { type AccountRecord, recordOf, WITH_ROLES } from './account-record.ts';

const PAGE = 100;
/** Those of holders have a person's name. */
const NO_HOLDERS = { roles: { none: { role: 'holder' } } } as const;

/** Accounts after a login, in that order; none that belongs to a holder, whose name is a person's. */
export async function listAccounts(
  database: Pick<TransactionClient, 'account'>,
  after: string,
): Promise<readonly AccountRecord[]> {
  const found = await database.account.findMany({
    where: { login: { gt: after }, ...NO_HOLDERS },
    include: WITH_ROLES,
    orderBy: { login: 'asc' },
    take: PAGE,
  });
  return found.map(recordOf);
}

/** The account with that id, if there is one that is no holder's. */
export async function findListedAccount(
  database: Pick<TransactionClient, 'account'>,
  id: string,
): Promise<AccountRecord | undefined> {
  const found = await database.account.findFirst({
    where: { id, ...NO_HOLDERS },
    include: WITH_ROLES,
  });
  return found === null ? undefined : recordOf(found);
}

/** Accounts by which somebody reaches their own record, in the order of their logins; those of a record that has none are none. */
export async function listHolderAccounts(
  database: Pick<TransactionClient, 'account'>,
  personId: string,
): Promise<readonly AccountRecord[]> {
  const found = await database.account.findMany({
    where: { personId, roles: { some: { role: 'holder', endedAt: null } } },
    include: WITH_ROLES,
    orderBy: { login: 'asc' },
    take: PAGE,
  });
  return found.map(recordOf);
}
