import type { AccountAct } from '../../adapters/accounts/index.ts';
import type { TransactionClient } from '../../adapters/database/index.ts';
import type { Clock } from '../../ports/index.ts';

/** Accounts are no office's: what is done to them has a chain of its own in the audit log. */
export const ACCOUNTS_CHAIN = 'accounts';

/** Acts on accounts as events of the audit log, in the transaction of the act: references only. */
export function recordAccountAct(clock: Clock): (tx: TransactionClient, act: AccountAct) => Promise<void> {
  return async (tx, { act, accountId, by, requestId }) => {
    const acting = { actorId: by ?? null, requestId: requestId ?? null, processAt: new Date(clock() * 1000) };
    const data = { officeId: ACCOUNTS_CHAIN, action: `account.${act}`, object: accountId, ...acting };
    await tx.auditEvent.create({ data });
  };
}
