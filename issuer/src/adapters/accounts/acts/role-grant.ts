import { randomUUID } from 'node:crypto';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { decideRoleSet, heldFor, ROLES, type Role } from '../../../domain/rights/index.ts';
import * as z from 'zod';
import type { TransactionClient } from '../../database/index.ts';

/** A role that is to be given, and what it is held for; which of the three it needs depends on the role. */
export const RoleGrant = z.strictObject({
  role: z.enum(ROLES),
  officeId: z.string().min(1).max(64).optional(),
  /** Area code, 6 digits: auditors and departments. Of an office it is the office's own. */
  jurisdiction: z
    .string()
    .regex(/^[0-9]{6}$/)
    .optional(),
  /** UUID of a person, id of an organisation, number of a department. */
  ownerId: z.string().min(1).max(64).optional(),
});

export type RoleGrant = z.output<typeof RoleGrant>;
export type RoleGrantRefusal = 'roles-missing' | 'roles-incompatible' | 'role-place-wrong' | 'office-not-found';

type Row = {
  readonly role: Role;
  readonly officeId: string | null;
  readonly jurisdiction: string | null;
  readonly ownerKind: string | null;
  readonly ownerId: string | null;
};

/** The rows of a set of roles, once the set may be held by one account and each role names what it is held for. */
export async function rowsOf(
  tx: TransactionClient,
  grants: readonly RoleGrant[],
): Promise<Outcome<readonly Row[], RoleGrantRefusal>> {
  const set = decideRoleSet(grants.map(({ role }) => role));
  if (!set.ok) return set;
  const rows: Row[] = [];
  for (const grant of grants) {
    const row = await rowOf(tx, grant);
    if (!row.ok) return row;
    rows.push(row.value);
  }
  return ok(rows);
}

/** Whether a holder's role among them is held for another record than that of the account's user. */
export function isOfAnother(rows: readonly Row[], personId: string | null): boolean {
  return rows.some(({ ownerKind, ownerId }) => ownerKind === 'person' && ownerId !== personId);
}

/** Gives roles to an account that has none. */
export async function giveRoles(
  tx: TransactionClient,
  given: {
    readonly accountId: string;
    readonly rows: readonly Row[];
    readonly by: string | undefined;
    readonly at: Date;
  },
): Promise<void> {
  const { accountId, rows, by, at } = given;
  await tx.accountRole.createMany({
    data: rows.map((row) => ({ id: randomUUID(), accountId, ...row, givenBy: by ?? null, givenAt: at })),
  });
}

async function rowOf(tx: TransactionClient, grant: RoleGrant): Promise<Outcome<Row, RoleGrantRefusal>> {
  const { role } = grant;
  const officeId = grant.officeId ?? null;
  const jurisdiction = grant.jurisdiction ?? null;
  const ownerId = grant.ownerId ?? null;
  const bare: Row = { role, officeId: null, jurisdiction: null, ownerKind: null, ownerId: null };
  const kind = heldFor(role);
  switch (kind) {
    case 'office': {
      if (officeId === null || ownerId !== null) return refused('role-place-wrong');
      const office = await tx.office.findUnique({ where: { id: officeId } });
      if (office === null) return refused('office-not-found');
      if (jurisdiction !== null && jurisdiction !== office.jurisdiction) return refused('role-place-wrong');
      return ok({ ...bare, officeId, jurisdiction: office.jurisdiction });
    }
    case 'jurisdiction':
      if (jurisdiction === null || ownerId !== null || officeId !== null) return refused('role-place-wrong');
      return ok({ ...bare, jurisdiction });
    case 'nothing':
      return officeId === null && jurisdiction === null && ownerId === null ? ok(bare) : refused('role-place-wrong');
    case 'person':
    case 'organisation':
    case 'department':
      if (ownerId === null || officeId !== null) return refused('role-place-wrong');
      if (kind === 'department' && jurisdiction === null) return refused('role-place-wrong');
      return ok({ ...bare, jurisdiction, ownerKind: kind, ownerId });
    default:
      return kind satisfies never;
  }
}
