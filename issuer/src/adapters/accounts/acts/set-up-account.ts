import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { type AccountParts, inSeconds } from '../account-parts.ts';
import { hashPassword } from '../passwords/hash-password.ts';
import { isFitPassword } from '../passwords/password.ts';
import { type AccountRecord, findAccount } from '../records/account-record.ts';
import { recordAttempt, type Source } from '../records/record-attempt.ts';
import { beginTry, type SignInLocked, type SignInParts, tryKey } from './log-in.ts';
import { hashSetUpCode } from './set-up-code.ts';

export type SetUpAccount = (asked: {
  readonly login: string;
  readonly code: string;
  readonly password: string;
  readonly source: Source;
}) => Promise<Outcome<AccountRecord, 'credentials-wrong' | 'password-unfit'> | SignInLocked>;

/** The one-time code becomes the password of the account's own user; nobody else ever knows it. */
export function makeSetUpAccount(parts: AccountParts, { tries }: Pick<SignInParts, 'tries'>): SetUpAccount {
  return async ({ login, code, password, source }) => {
    if (!isFitPassword(password, login)) return refused('password-unfit');
    const locked = await beginTry(parts, { tries, login, method: 'SET_UP', source });
    if (locked !== undefined) return locked;
    // Hashed before it is known whether there is such an account: the answer takes as long either way.
    const passwordHash = await hashPassword(password);
    const account = await takeCode(parts, { login, code, passwordHash, requestId: source.requestId });
    const outcome = account === undefined ? 'wrong' : 'right';
    await recordAttempt(parts, { login, accountId: account?.id, method: 'SET_UP', outcome, source });
    if (account === undefined) return refused('credentials-wrong');
    await tries.succeed(tryKey(parts, login));
    return ok(account);
  };
}

type Taken = {
  readonly login: string;
  readonly code: string;
  readonly passwordHash: string;
  readonly requestId: string | undefined;
};

function takeCode(
  parts: AccountParts,
  { login, code, passwordHash, requestId }: Taken,
): Promise<AccountRecord | undefined> {
  const now = inSeconds(parts.clock, 0);
  return parts.database.transaction(async (tx) => {
    const account = await findAccount(tx, { login });
    const id = account?.id ?? '00000000-0000-4000-8000-000000000000';
    const taken = await tx.account.updateMany({
      where: { id, state: 'SET_UP', setUpHash: hashSetUpCode(parts, id, code), setUpExpiresAt: { gt: now } },
      data: { state: 'ACTIVE', passwordHash, passwordSetAt: now, setUpHash: null, setUpExpiresAt: null },
    });
    if (taken.count !== 1) return undefined;
    await parts.recordAct(tx, { act: 'set-up', accountId: id, by: id, requestId });
    return findAccount(tx, { id });
  });
}
