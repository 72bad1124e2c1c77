import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { AccountParts } from '../account-parts.ts';
import type { VerifyPassword } from '../passwords/hash-password.ts';
import { type AccountRecord, findAccount } from '../records/account-record.ts';
import { recordAttempt, type SignInMethod, type Source } from '../records/record-attempt.ts';
import { tagOf } from '../settings/account-keys.ts';
import type { GuardTries } from '../windows/guard-tries.ts';

/** Too many wrong tries for this login, known or not; nothing is looked at until then. */
export type SignInLocked = { readonly ok: false; readonly refusal: 'sign-in-locked'; readonly retryAfterS: number };

export type LogIn = (asked: {
  readonly login: string;
  readonly password: string;
  readonly source: Source;
}) => Promise<Outcome<AccountRecord, 'credentials-wrong'> | SignInLocked>;

/** What signing in stands on. */
export type SignInParts = { readonly tries: GuardTries; readonly verifyPassword: VerifyPassword };

/**
 * Signs in by login and password. A login that nobody has costs the same work, is locked the same way and gets the same
 * answer as a wrong password, so that the answers name no account.
 */
export function makeLogIn(parts: AccountParts, { tries, verifyPassword }: SignInParts): LogIn {
  return async ({ login, password, source }) => {
    const locked = await beginTry(parts, { tries, login, method: 'PASSWORD', source });
    if (locked !== undefined) return locked;
    const account = await findAccount(parts.database.prisma, { login });
    const isActive = account?.state === 'ACTIVE';
    const isRight = await verifyPassword(isActive ? account.passwordHash : undefined, password);
    const outcome = isRight ? 'right' : 'wrong';
    await recordAttempt(parts, { login, accountId: account?.id, method: 'PASSWORD', outcome, source });
    if (!isRight || account === undefined) return refused('credentials-wrong');
    await tries.succeed(tryKey(parts, login));
    return ok(account);
  };
}

/** Takes a try for a login; tells when none is left. */
export async function beginTry(
  parts: AccountParts,
  given: {
    readonly tries: GuardTries;
    readonly login: string;
    readonly method: SignInMethod;
    readonly source: Source;
  },
): Promise<SignInLocked | undefined> {
  const { tries, login, method, source } = given;
  const locked = await tries.begin(tryKey(parts, login));
  if (locked === undefined) return undefined;
  await recordAttempt(parts, { login, accountId: undefined, method, outcome: 'locked', source });
  return { ok: false, refusal: 'sign-in-locked', ...locked };
}

/** The key of the window of a login, which does not tell the login. */
export function tryKey({ keys }: AccountParts, login: string): string {
  return `login:${Buffer.from(tagOf(keys.tag, `login ${login}`)).toString('base64url')}`;
}
