import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { TransactionClient } from '../../database/index.ts';
import { type AccountAct, type AccountParts, inSeconds } from '../account-parts.ts';
import type { NewAccount } from './create-account.ts';
import { NO_DESK_PIN } from './change-desk-pin.ts';
import { giveRoles, isOfAnother, type RoleGrant, type RoleGrantRefusal, rowsOf } from './role-grant.ts';
import { drawSetUpCode } from './set-up-code.ts';

/** Which account, by whom. */
export type AccountChange = {
  readonly accountId: string;
  readonly by: string | undefined;
  readonly requestId: string | undefined;
};

export type ResetAccount = (change: AccountChange) => Promise<Outcome<NewAccount, 'account-not-found'>>;

/** Takes password, PIN, passkeys and code generator away and hands out a new set-up code: for who lost them, and who comes back. */
export function makeResetAccount(parts: AccountParts): ResetAccount {
  return (change) =>
    parts.database.transaction(async (tx) => {
      const { accountId } = change;
      const { code, kept } = drawSetUpCode(parts, accountId);
      const data = { state: 'SET_UP', passwordHash: null, ...NO_DESK_PIN, ...kept };
      if (!(await changeAccount(tx, accountId, data))) return refused('account-not-found');
      await tx.totp.deleteMany({ where: { accountId } });
      const removedAt = inSeconds(parts.clock, 0);
      await tx.passkey.updateMany({ where: { accountId, removedAt: null }, data: { removedAt } });
      await parts.recordAct(tx, actOf('reset', change));
      return ok({ accountId, setUpCode: code, expiresAt: kept.setUpExpiresAt });
    });
}

export type DisableAccount = (change: AccountChange) => Promise<Outcome<undefined, 'account-not-found'>>;

/** Ends every session of an account and lets nobody sign in with it. */
export function makeDisableAccount(parts: AccountParts): DisableAccount {
  return (change) =>
    parts.database.transaction(async (tx) => {
      const data = { state: 'DISABLED', setUpHash: null, setUpExpiresAt: null };
      if (!(await changeAccount(tx, change.accountId, data))) return refused('account-not-found');
      await parts.recordAct(tx, actOf('disable', change));
      return ok(undefined);
    });
}

export type SetRoles = (
  change: AccountChange & { readonly roles: readonly RoleGrant[] },
) => Promise<Outcome<undefined, 'account-not-found' | RoleGrantRefusal>>;

/** Ends the roles of an account, gives it these, and ends its sessions, which still have the old ones. */
export function makeSetRoles(parts: AccountParts): SetRoles {
  return ({ roles, ...change }) =>
    parts.database.transaction(async (tx) => {
      const { accountId, by } = change;
      const rows = await rowsOf(tx, roles);
      if (!rows.ok) return rows;
      const account = await tx.account.findUnique({ where: { id: accountId }, select: { personId: true } });
      if (account === null) return refused('account-not-found');
      if (isOfAnother(rows.value, account.personId)) return refused('role-place-wrong');
      await changeAccount(tx, accountId, {});
      const at = inSeconds(parts.clock, 0);
      await tx.accountRole.updateMany({
        where: { accountId, endedAt: null },
        data: { endedAt: at, endedBy: by ?? null },
      });
      await giveRoles(tx, { accountId, rows: rows.value, by, at });
      await parts.recordAct(tx, actOf('set-roles', change));
      return ok(undefined);
    });
}

type Data = Parameters<TransactionClient['account']['updateMany']>[0]['data'];

/** Every change begins a new epoch, which ends the sessions of the old one. */
async function changeAccount(tx: TransactionClient, id: string, data: Data): Promise<boolean> {
  const changed = await tx.account.updateMany({ where: { id }, data: { ...data, epoch: { increment: 1 } } });
  return changed.count === 1;
}

function actOf(act: AccountAct['act'], { accountId, by, requestId }: AccountChange): AccountAct {
  return { act, accountId, by, requestId };
}
