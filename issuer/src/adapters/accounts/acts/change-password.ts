import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { type AccountParts, inSeconds } from '../account-parts.ts';
import { hashPassword } from '../passwords/hash-password.ts';
import { isFitPassword } from '../passwords/password.ts';
import { type AccountRecord, findAccount } from '../records/account-record.ts';
import type { Source } from '../records/record-attempt.ts';
import { NO_DESK_PIN } from './change-desk-pin.ts';
import type { LogIn, SignInLocked } from './log-in.ts';

export type ChangePasswordRefusal = 'credentials-wrong' | 'password-unfit';

export type ChangePassword = (asked: {
  readonly account: AccountRecord;
  readonly current: string;
  readonly next: string;
  readonly source: Source;
}) => Promise<Outcome<AccountRecord, ChangePasswordRefusal> | SignInLocked>;

/**
 * Changes the password against the current one. Every session of the account ends, and its PIN with them: whoever knew the password could have set one. The caller
 * begins a new session.
 */
export function makeChangePassword(parts: AccountParts, logIn: LogIn): ChangePassword {
  return async ({ account, current, next, source }) => {
    if (!isFitPassword(next, account.login)) return refused('password-unfit');
    const again = await logIn({ login: account.login, password: current, source });
    if (!again.ok) return again;
    const passwordHash = await hashPassword(next);
    const { id, epoch } = again.value;
    return parts.database.transaction(async (tx) => {
      const changed = await tx.account.updateMany({
        where: { id, epoch, state: 'ACTIVE' },
        data: { passwordHash, passwordSetAt: inSeconds(parts.clock, 0), ...NO_DESK_PIN, epoch: epoch + 1 },
      });
      const fresh = await findAccount(tx, { id });
      if (changed.count !== 1 || fresh === undefined) return refused('credentials-wrong');
      await parts.recordAct(tx, { act: 'change-password', accountId: id, by: id, requestId: source.requestId });
      return ok(fresh);
    });
  };
}
