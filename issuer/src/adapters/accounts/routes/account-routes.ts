import { refused } from '@residence-permit/shared/outcome';
import * as z from 'zod';
import { defineRoute, reply, type RouteDefinition } from '../../http/index.ts';
import type { AccountParts } from '../account-parts.ts';
import type { DisableAccount, ResetAccount, SetRoles } from '../acts/change-account.ts';
import { type CreateAccount, Login } from '../acts/create-account.ts';
import { RoleGrant } from '../acts/role-grant.ts';
import { RIGHT_REFUSALS } from '../guard/right-refusals.ts';
import { accountReadRoutes, mayManage } from './account-read-routes.ts';

const COMMON = { tag: 'accounts', idempotency: 'none', access: { action: 'account.manage' } } as const;
const PATH = '/api/v1/accounts';
const AccountParams = z.strictObject({ accountId: z.uuid() });
const Roles = z.array(RoleGrant).min(1).max(16);
/** A new code as it is told once. */
export const SetUpView = z.strictObject({ accountId: z.uuid(), setUpCode: z.string(), expiresAt: z.iso.datetime() });
const ROLE_REFUSALS = {
  'roles-missing': 422,
  'roles-incompatible': 422,
  'role-place-wrong': 422,
  'office-not-found': 422,
} as const;

/** What the account routes call. */
export type AccountActs = {
  readonly createAccount: CreateAccount;
  readonly resetAccount: ResetAccount;
  readonly disableAccount: DisableAccount;
  readonly setRoles: SetRoles;
};

/** Accounts, for the administrator. Those of holders are left out: their names are persons'. */
export function accountRoutes(parts: AccountParts, acts: AccountActs): readonly RouteDefinition[] {
  return [...accountReadRoutes(parts), createRoute(acts), rolesRoute(acts), ...endRoutes(acts)];
}

function createRoute({ createAccount }: AccountActs): RouteDefinition {
  return defineRoute({
    ...COMMON,
    name: 'createAccount',
    method: 'post',
    path: PATH,
    summary: 'Makes an account; its one-time code is told once.',
    body: z.strictObject({
      login: Login,
      displayName: z.string().min(1).max(64),
      personId: z.uuid().optional(),
      roles: Roles,
    }),
    responses: { 201: { description: 'Waits for its code.', schema: SetUpView } },
    refusals: { ...RIGHT_REFUSALS, ...ROLE_REFUSALS, 'login-taken': 409, 'person-not-found': 422 },
    handler: async ({ body, caller, requestId }) => {
      const right = mayManage(caller, undefined);
      if (right !== undefined) return refused(right);
      const made = await createAccount({ ...body, personId: body.personId, by: caller?.accountId, requestId });
      return made.ok ? reply(201, setUpBodyOf(made.value)) : made;
    },
  });
}

function rolesRoute({ setRoles }: AccountActs): RouteDefinition {
  return defineRoute({
    ...COMMON,
    name: 'setRoles',
    method: 'put',
    path: `${PATH}/:accountId/roles`,
    summary: 'Gives an account these roles and no others; its sessions end.',
    params: AccountParams,
    body: z.strictObject({ roles: Roles }),
    responses: { 204: { description: 'Given.' } },
    refusals: { ...RIGHT_REFUSALS, ...ROLE_REFUSALS, 'account-not-found': 404 },
    handler: async ({ params, body, caller, requestId }) => {
      const right = mayManage(caller, params.accountId);
      if (right !== undefined) return refused(right);
      const given = await setRoles({ ...params, ...body, by: caller?.accountId, requestId });
      return given.ok ? reply(204, undefined) : given;
    },
  });
}

function endRoutes({ resetAccount, disableAccount }: AccountActs): readonly RouteDefinition[] {
  const refusals = { ...RIGHT_REFUSALS, 'account-not-found': 404 } as const;
  return [
    defineRoute({
      ...COMMON,
      name: 'resetAccount',
      method: 'post',
      path: `${PATH}/:accountId/reset`,
      summary: 'Takes password and proofs away and hands out a new one-time code.',
      params: AccountParams,
      responses: { 200: { description: 'Waits for its code.', schema: SetUpView } },
      refusals,
      handler: async ({ params, caller, requestId }) => {
        const right = mayManage(caller, params.accountId);
        if (right !== undefined) return refused(right);
        const reset = await resetAccount({ ...params, by: caller?.accountId, requestId });
        return reset.ok ? reply(200, setUpBodyOf(reset.value)) : reset;
      },
    }),
    defineRoute({
      ...COMMON,
      name: 'disableAccount',
      method: 'post',
      path: `${PATH}/:accountId/disabling`,
      summary: 'Ends the sessions of an account and lets nobody sign in with it.',
      params: AccountParams,
      responses: { 204: { description: 'Disabled.' } },
      refusals,
      handler: async ({ params, caller, requestId }) => {
        const right = mayManage(caller, params.accountId);
        if (right !== undefined) return refused(right);
        const disabled = await disableAccount({ ...params, by: caller?.accountId, requestId });
        return disabled.ok ? reply(204, undefined) : disabled;
      },
    }),
  ];
}

function setUpBodyOf(account: { readonly accountId: string; readonly setUpCode: string; readonly expiresAt: Date }) {
  return { ...account, expiresAt: account.expiresAt.toISOString() };
}
