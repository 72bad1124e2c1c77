import { type Assignment, isRole, type Owner } from '../../../domain/rights/index.ts';
import type { TransactionClient } from '../../database/index.ts';

const STATES = ['SET_UP', 'ACTIVE', 'DISABLED'] as const;

/** Waits for its set-up code; can sign in; cannot. */
export type AccountState = (typeof STATES)[number];

/** An account with the roles that it holds now. */
export type AccountRecord = {
  readonly id: string;
  readonly login: string;
  readonly displayName: string;
  readonly personId: string | undefined;
  readonly state: AccountState;
  readonly passwordHash: string | null;
  /** Of the PIN that unlocks its sessions, if there is one. */
  readonly deskPinHash: string | null;
  readonly epoch: number;
  readonly assignments: readonly Assignment[];
};

/** The roles that an account holds now, read with it. */
export const WITH_ROLES = { roles: { where: { endedAt: null } } } as const;

type Reader = Pick<TransactionClient, 'account'>;
type Key = { readonly id: string } | { readonly login: string };

/** The account with that id or login, if there is one. */
export async function findAccount(database: Reader, key: Key): Promise<AccountRecord | undefined> {
  const found = await database.account.findUnique({ where: key, include: WITH_ROLES });
  return found === null ? undefined : recordOf(found);
}

/** A row of the database with its roles. */
export function recordOf(row: AccountRow): AccountRecord {
  const { id, login, displayName, passwordHash, deskPinHash, epoch } = row;
  const state = STATES.find((name) => name === row.state) ?? 'DISABLED';
  const assignments = row.roles.flatMap(assignmentOf);
  const personId = row.personId ?? undefined;
  return { id, login, displayName, personId, state, passwordHash, deskPinHash, epoch, assignments };
}

type AccountRow = Omit<AccountRecord, 'state' | 'personId' | 'assignments'> & {
  readonly state: string;
  readonly personId: string | null;
  readonly roles: readonly RoleRow[];
};

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
