import type * as z from 'zod';
import type { SetUpView } from '../../../accounts/index.ts';
import type { PageRequest, Shown } from '../../page/page.ts';
import { showPage } from '../../page/shown.ts';

/** The one-time code of an account, which is told on this page and nowhere again, and what to do with it. */
export function showCode(
  { format }: PageRequest,
  given: {
    readonly account: { readonly login: string; readonly displayName: string | undefined };
    readonly code: z.output<typeof SetUpView>;
    /** `false` where the account is set up anew. */
    readonly isNew: boolean;
    /** A holder signs in to their own record; the account is found by the number of that record. */
    readonly isHolder: boolean;
  },
): Shown {
  const { account, code, isNew, isHolder } = given;
  const expires = format.instant(Date.parse(code.expiresAt) / 1000);
  const { setUpCode, accountId } = code;
  return showPage('accounts/code', { account, code: setUpCode, accountId, expires, isNew, isHolder });
}
