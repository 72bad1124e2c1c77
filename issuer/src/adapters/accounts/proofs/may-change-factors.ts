import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { AccountParts } from '../account-parts.ts';
import type { LogIn, SignInLocked } from '../acts/log-in.ts';
import type { Source } from '../records/record-attempt.ts';
import type { SignedIn } from '../visits/signed-in.ts';

export type FactorRefusal = 'credentials-wrong' | 'step-up-needed';

export type MayChangeFactors = (asked: {
  readonly signedIn: SignedIn;
  readonly password: string;
  readonly source: Source;
}) => Promise<Outcome<undefined, FactorRefusal> | SignInLocked>;

/**
 * Adding or removing a passkey or code generator takes the password again, and a fresh proof by one that is there already:
 * a session left open or a stolen password makes no new proof.
 */
export function makeMayChangeFactors(parts: AccountParts, logIn: LogIn): MayChangeFactors {
  return async ({ signedIn, password, source }) => {
    const { account, subject } = signedIn;
    if ((await hasFactor(parts, account.id)) && !subject.stepUps.includes('manage')) return refused('step-up-needed');
    const again = await logIn({ login: account.login, password, source });
    return again.ok ? ok(undefined) : again;
  };
}

async function hasFactor({ database }: AccountParts, accountId: string): Promise<boolean> {
  const { prisma } = database;
  const passkeys = await prisma.passkey.count({ where: { accountId, removedAt: null } });
  return passkeys > 0 || (await prisma.totp.count({ where: { accountId, confirmedAt: { not: null } } })) > 0;
}
