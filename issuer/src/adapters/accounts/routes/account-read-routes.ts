import { refused } from '@residence-permit/shared/outcome';
import * as z from 'zod';
import { decideRight, type RightRefusal } from '../../../domain/rights/index.ts';
import { type Caller, defineRoute, reply, type RouteDefinition } from '../../http/index.ts';
import type { AccountParts } from '../account-parts.ts';
import { RIGHT_REFUSALS } from '../guard/right-refusals.ts';
import type { AccountRecord } from '../records/account-record.ts';
import { findListedAccount, listAccounts, listHolderAccounts } from '../records/list-accounts.ts';
import { assignmentBodyOf, AssignmentBody } from './session-body.ts';

const COMMON = { tag: 'accounts', method: 'get', idempotency: 'none', access: { action: 'account.manage' } } as const;

/** An account as its administrator sees it. */
export const AccountView = z.strictObject({
  accountId: z.uuid(),
  login: z.string(),
  displayName: z.string(),
  state: z.enum(['SET_UP', 'ACTIVE', 'DISABLED']),
  roles: z.array(AssignmentBody),
});
export const AccountsView = z.strictObject({ accounts: z.array(AccountView) });

/** Accounts of a holder as their administrator sees them: without the name, which is a person's. */
export const HolderAccountsView = z.strictObject({
  accounts: z.array(AccountView.omit({ displayName: true, roles: true })),
});

/** Accounts as the administrator reads them. Those of holders are left out of the list, and found by the number of the record. */
export function accountReadRoutes(parts: AccountParts): readonly RouteDefinition[] {
  return [
    defineRoute({
      ...COMMON,
      name: 'listAccounts',
      path: '/api/v1/accounts',
      summary: 'Accounts in the order of their logins, at most a hundred at a time.',
      query: z.strictObject({ after: z.string().max(64).default('') }),
      responses: { 200: { description: 'The accounts.', schema: AccountsView } },
      refusals: RIGHT_REFUSALS,
      handler: async ({ query, caller }) => {
        const right = mayManage(caller, undefined);
        if (right !== undefined) return refused(right);
        const found = await listAccounts(parts.database.prisma, query.after);
        return reply(200, { accounts: found.map(viewOf) });
      },
    }),
    defineRoute({
      ...COMMON,
      name: 'readAccount',
      path: '/api/v1/accounts/:accountId',
      summary: 'One account that is no holder’s.',
      params: z.strictObject({ accountId: z.uuid() }),
      responses: { 200: { description: 'The account.', schema: AccountView } },
      refusals: { ...RIGHT_REFUSALS, 'account-not-found': 404 },
      handler: async ({ params, caller }) => {
        const right = mayManage(caller, undefined);
        if (right !== undefined) return refused(right);
        const found = await findListedAccount(parts.database.prisma, params.accountId);
        return found === undefined ? refused('account-not-found') : reply(200, viewOf(found));
      },
    }),
    defineRoute({
      ...COMMON,
      name: 'listHolderAccounts',
      path: '/api/v1/holder-accounts/:personId',
      summary:
        'Accounts by which the person of a record reaches it, without names; none for a record that is not there.',
      params: z.strictObject({ personId: z.uuid() }),
      responses: { 200: { description: 'The accounts.', schema: HolderAccountsView } },
      refusals: RIGHT_REFUSALS,
      handler: async ({ params, caller }) => {
        const right = mayManage(caller, undefined);
        if (right !== undefined) return refused(right);
        const found = await listHolderAccounts(parts.database.prisma, params.personId);
        return reply(200, { accounts: found.map(({ id, login, state }) => ({ accountId: id, login, state })) });
      },
    }),
  ];
}

/** Why the caller may not manage that account, which is never their own. */
export function mayManage(caller: Caller | undefined, accountId: string | undefined): RightRefusal | undefined {
  if (caller === undefined) return 'no-role';
  const owners = accountId === undefined ? [] : [{ kind: 'account', id: accountId } as const];
  const target = { place: { kind: 'none' }, owners, sealed: false, earlierActs: [] } as const;
  const right = decideRight({ subject: caller.subject, action: 'account.manage', target, ground: caller.ground });
  return right.ok ? undefined : right.refusal;
}

function viewOf({ id, login, displayName, state, assignments }: AccountRecord): z.input<typeof AccountView> {
  return { accountId: id, login, displayName, state, roles: assignments.map(assignmentBodyOf) };
}
