import { type Assignment, isRole, type Owner } from '../../../domain/rights/index.ts';
import type { TransactionClient } from '../../database/index.ts';

/** An account with the roles that it holds now. */
export type AccountRecord = {
  readonly id: string;
  readonly login: string;
  readonly displayName: string;
  readonly personId: string | undefined;
  readonly state: string;
  readonly passwordHash: string | null;
  readonly epoch: number;
  readonly assignments: readonly Assignment[];
};

type Reader = Pick<TransactionClient, 'account'>;
type Key = { readonly id: string } | { readonly login: string };

/** The account with that id or login, if there is one. */
export async function findAccount(database: Reader, key: Key): Promise<AccountRecord | undefined> {
  const found = await database.account.findUnique({ where: key, include: { roles: { where: { endedAt: null } } } });
  if (found === null) return undefined;
  const { id, login, displayName, state, passwordHash, epoch } = found;
  const assignments = found.roles.flatMap(assignmentOf);
  return { id, login, displayName, personId: found.personId ?? undefined, state, passwordHash, epoch, assignments };
}

type RoleRow = {
  readonly role: string;
  readonly officeId: string | null;
  readonly jurisdiction: string | null;
  readonly ownerKind: string | null;
  readonly ownerId: string | null;
};

/** A role that this version does not know gives nothing. */
function assignmentOf({ role, officeId, jurisdiction, ownerKind, ownerId }: RoleRow): readonly Assignment[] {
  if (!isRole(role)) return [];
  const owner = isOwnerKind(ownerKind) && ownerId !== null ? { kind: ownerKind, id: ownerId } : undefined;
  return [{ role, officeId: officeId ?? undefined, jurisdiction: jurisdiction ?? undefined, owner }];
}

function isOwnerKind(text: string | null): text is Owner['kind'] {
  return text === 'person' || text === 'organisation' || text === 'department';
}
