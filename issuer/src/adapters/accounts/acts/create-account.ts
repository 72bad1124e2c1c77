import { randomUUID } from 'node:crypto';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import * as z from 'zod';
import type { TransactionClient } from '../../database/index.ts';
import { type AccountParts, inSeconds } from '../account-parts.ts';
import { giveRoles, isOfAnother, type RoleGrant, type RoleGrantRefusal, rowsOf } from './role-grant.ts';
import { drawSetUpCode } from './set-up-code.ts';

/** A login: 3 to 64 small letters, digits, dots, hyphens and underscores. What is typed in capitals is made small. */
export const Login = z
  .string()
  .max(64)
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.string().regex(/^[a-z0-9][a-z0-9._-]{2,63}$/));

export type CreateAccountRefusal =
  | 'login-taken'
  | RoleGrantRefusal
  /** The register has no such record, or it was erased or merged into another one. */
  | 'person-not-found';

/** A new account as its administrator gets it: the code is told once and handed to the user. */
export type NewAccount = { readonly accountId: string; readonly setUpCode: string; readonly expiresAt: Date };

export type CreateAccount = (asked: {
  readonly login: string;
  readonly displayName: string;
  /** The record of its user, where the register has one. */
  readonly personId: string | undefined;
  readonly roles: readonly RoleGrant[];
  /** Nothing only for the first account, which the command line makes. */
  readonly by: string | undefined;
  readonly requestId: string | undefined;
}) => Promise<Outcome<NewAccount, CreateAccountRefusal>>;

/** Makes an account that waits for its set-up code. */
export function makeCreateAccount(parts: AccountParts): CreateAccount {
  return ({ login, displayName, personId, roles, by, requestId }) =>
    parts.database.transaction(async (tx) => {
      const rows = await rowsOf(tx, roles);
      if (!rows.ok) return rows;
      if (personId !== undefined && !(await isInRegister(tx, personId))) return refused('person-not-found');
      if (isOfAnother(rows.value, personId ?? null)) return refused('role-place-wrong');
      const id = randomUUID();
      const at = inSeconds(parts.clock, 0);
      const { code, kept } = drawSetUpCode(parts, id);
      const account = { id, login, displayName, personId: personId ?? null, state: 'SET_UP', createdBy: by ?? null };
      const made = await tx.account.createMany({ data: { ...account, ...kept, createdAt: at }, skipDuplicates: true });
      if (made.count !== 1) return refused('login-taken');
      await giveRoles(tx, { accountId: id, rows: rows.value, by, at });
      await parts.recordAct(tx, { act: 'create', accountId: id, by, requestId });
      return ok({ accountId: id, setUpCode: code, expiresAt: kept.setUpExpiresAt });
    });
}

async function isInRegister({ person }: TransactionClient, personId: string): Promise<boolean> {
  return (await person.count({ where: { id: personId, erasedAt: null, mergedInto: null } })) === 1;
}
