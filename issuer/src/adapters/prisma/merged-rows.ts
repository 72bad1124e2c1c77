import { Prisma } from './generated/client.ts';
import type { StoreContext } from './store-context.ts';

/** A table whose rows go to another person by a merge: its key, the type of that, and its state where it has one. */
type MovedTable = {
  readonly table: string;
  readonly key: string;
  readonly type: 'uuid' | 'text';
  readonly state?: string;
};
/** A table whose rows hang on moved ones: by which column on which of them. */
type HangingTable = { readonly table: string; readonly key: string; readonly on: string; readonly parent: string };

const id = { key: 'id', type: 'uuid' } as const;

/** Everything that belongs to a person. */
const MOVED_TABLES: readonly MovedTable[] = [
  { table: 'registration', ...id, state: 'state' },
  { table: 'application', ...id, state: 'state' },
  { table: 'evidence', ...id },
  { table: 'permit', ...id, state: 'state' },
  { table: 'card', key: 'card_number', type: 'text', state: 'state' },
  { table: 'production_attempt', ...id, state: 'state' },
  { table: 'loss_hold', ...id },
  { table: 'third_party_report', ...id, state: 'state' },
  { table: 'earlier_name', key: 'decision_id', type: 'uuid' },
  { table: 'earlier_citizen_id', key: 'decision_id', type: 'uuid' },
];

const HANGING_TABLES: readonly HangingTable[] = [
  { table: 'application_fact', key: 'id', on: 'application_id', parent: 'application' },
  { table: 'evidence', key: 'id', on: 'application_id', parent: 'application' },
  { table: 'decision', key: 'id', on: 'application_id', parent: 'application' },
  { table: 'appeal', key: 'id', on: 'application_id', parent: 'application' },
  { table: 'fee', key: 'id', on: 'application_id', parent: 'application' },
  { table: 'production_attempt', key: 'id', on: 'application_id', parent: 'application' },
  { table: 'application', key: 'id', on: 'permit_id', parent: 'permit' },
  { table: 'card', key: 'card_number', on: 'permit_id', parent: 'permit' },
  { table: 'endorsement', key: 'id', on: 'permit_id', parent: 'permit' },
  { table: 'permit_grant', key: 'id', on: 'permit_id', parent: 'permit' },
  { table: 'loss_hold', key: 'id', on: 'card_number', parent: 'card' },
];

type Db = StoreContext['db'];
const raw = (name: string) => Prisma.raw(`"${name}"`);

/** Lists what belongs to a person, and what hangs on it, under a merge that is not signed yet. */
export async function listRows(db: Db, { id: mergeId, mergedId }: { readonly id: string; readonly mergedId: string }) {
  for (const { table, key, state } of MOVED_TABLES) {
    const column = state === undefined ? Prisma.sql`NULL` : raw(state);
    await db.$executeRaw`INSERT INTO merged_row (merge_id, table_name, row_id, state)
      SELECT ${mergeId}::uuid, ${table}, ${raw(key)}::text, ${column} FROM ${raw(table)} WHERE person_id = ${mergedId}::uuid`;
  }
  for (const hanging of HANGING_TABLES) {
    await db.$executeRaw`INSERT INTO merged_row (merge_id, table_name, row_id)
      ${hungOn(mergeId, hanging)} ON CONFLICT DO NOTHING`;
  }
  await db.$executeRaw`INSERT INTO merged_row (merge_id, table_name, row_id)
    SELECT ${mergeId}::uuid, 'person', id::text FROM person WHERE id = ${mergedId}::uuid OR merged_into = ${mergedId}::uuid
    UNION ALL SELECT ${mergeId}::uuid, 'account', id::text FROM account WHERE person_id = ${mergedId}::uuid
    UNION ALL SELECT ${mergeId}::uuid, 'account_role', id::text FROM account_role
      WHERE owner_kind = 'person' AND owner_id = ${mergedId} AND ended_at IS NULL
    UNION ALL SELECT ${mergeId}::uuid, 'outbox_message', id::text FROM outbox_message
      WHERE recipient_id = ${mergedId}::uuid AND state = 'QUEUED'`;
}

/** Keys of the rows that a merge listed of a table. */
export async function listedRows(db: Db, mergeId: string, tableName: string): Promise<readonly string[]> {
  const rows = await db.mergedRow.findMany({ where: { mergeId, tableName }, select: { rowId: true } });
  return rows.map(({ rowId }) => rowId);
}

/** Gives every listed row that belongs to a person to another one. */
export async function moveListed(
  db: Db,
  mergeId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  for (const { table, key, type } of MOVED_TABLES) {
    const listed = Prisma.sql`SELECT row_id::${Prisma.raw(type)} FROM merged_row WHERE merge_id = ${mergeId}::uuid AND table_name = ${table}`;
    await db.$executeRaw`UPDATE ${raw(table)} SET person_id = ${to}::uuid
      WHERE person_id = ${from}::uuid AND ${raw(key)} IN (${listed})`;
  }
}

/**
 * Takes the listed accounts, roles of a holder and waiting messages along. Whoever signs in as the holder of the one record is
 * the holder of the other, from the next session on.
 */
export async function moveHolder(
  db: Db,
  mergeId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  const accounts = { id: { in: [...(await listedRows(db, mergeId, 'account'))] }, personId: from };
  const roleIds = [...(await listedRows(db, mergeId, 'account_role'))];
  const roles = { id: { in: roleIds }, ownerKind: 'person', ownerId: from, endedAt: null };
  const concerned = { OR: [accounts, { roles: { some: roles } }] };
  await db.account.updateMany({ where: concerned, data: { epoch: { increment: 1 } } });
  await db.account.updateMany({ where: accounts, data: { personId: to } });
  await db.accountRole.updateMany({ where: roles, data: { ownerId: to } });
  const waiting = { id: { in: [...(await listedRows(db, mergeId, 'outbox_message'))] }, recipientId: from };
  await db.outboxMessage.updateMany({ where: { ...waiting, state: 'QUEUED' }, data: { recipientId: to } });
}

/** Whether a listed row is in another state than it was listed in. */
export async function wentOn(db: Db, mergeId: string): Promise<boolean> {
  for (const { table, key, type, state } of MOVED_TABLES) {
    if (state === undefined) continue;
    const found = await db.$queryRaw<readonly unknown[]>`
      WITH listed AS MATERIALIZED (SELECT row_id, state FROM merged_row WHERE merge_id = ${mergeId}::uuid AND table_name = ${table})
      SELECT 1 AS one FROM listed JOIN ${raw(table)} t ON t.${raw(key)} = listed.row_id::${Prisma.raw(type)}
      WHERE t.${raw(state)} IS DISTINCT FROM listed.state LIMIT 1`;
    if (found.length > 0) return true;
  }
  return false;
}

/** Whether something hangs on a listed row that was not listed itself. */
export async function hasNew(db: Db, mergeId: string): Promise<boolean> {
  for (const hanging of HANGING_TABLES) {
    const found = await db.$queryRaw<readonly unknown[]>`
      ${hungOn(mergeId, hanging)} EXCEPT
      SELECT merge_id, table_name, row_id FROM merged_row WHERE merge_id = ${mergeId}::uuid AND table_name = ${hanging.table}
      LIMIT 1`;
    if (found.length > 0) return true;
  }
  return false;
}

/** Rows of a table that hang on listed ones now, as they are listed. */
function hungOn(mergeId: string, { table, key, on, parent }: HangingTable) {
  const type = MOVED_TABLES.find((moved) => moved.table === parent)?.type ?? 'uuid';
  const listed = Prisma.sql`SELECT row_id::${Prisma.raw(type)} FROM merged_row WHERE merge_id = ${mergeId}::uuid AND table_name = ${parent}`;
  return Prisma.sql`SELECT ${mergeId}::uuid AS merge_id, ${table} AS table_name, ${raw(key)}::text AS row_id
    FROM ${raw(table)} WHERE ${raw(on)} IN (${listed})`;
}
