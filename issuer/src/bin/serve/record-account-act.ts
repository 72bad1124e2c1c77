import type { Logger } from 'pino';
import type { AccountAct } from '../../adapters/accounts/index.ts';
import type { TransactionClient } from '../../adapters/database/index.ts';

/** Account acts as lines of the log: references only. */
export function recordAccountAct(log: Logger): (tx: TransactionClient, act: AccountAct) => Promise<void> {
  return async (_tx, { act, accountId, by, requestId }) => {
    log.info({ act, subject: accountId, account: by, requestId }, 'account act');
  };
}
