import { type AccountParts, inSeconds } from '../account-parts.ts';
import { tagOf } from '../settings/account-keys.ts';

export type SignInMethod = 'PASSWORD' | 'SET_UP' | 'PASSKEY' | 'TOTP' | 'DESK_PIN';

/** Where a try came from. */
export type Source = { readonly address: string | undefined; readonly requestId: string | undefined };

/** A try to sign in or to prove presence. */
export type Attempt = {
  readonly login: string;
  readonly accountId: string | undefined;
  readonly method: SignInMethod;
  readonly outcome: 'right' | 'wrong' | 'locked';
  readonly source: Source;
};

/** Keeps the try, right or wrong. Login and address are kept as tags. */
export async function recordAttempt(parts: AccountParts, attempt: Attempt): Promise<void> {
  const { login, accountId, method, outcome, source } = attempt;
  const { tag } = parts.keys;
  await parts.database.prisma.signInAttempt.create({
    data: {
      at: inSeconds(parts.clock, 0),
      accountId: accountId ?? null,
      loginTag: tagOf(tag, `login ${login}`),
      addressTag: source.address === undefined ? null : tagOf(tag, `address ${source.address}`),
      method,
      outcome,
      requestId: source.requestId ?? null,
    },
  });
}
