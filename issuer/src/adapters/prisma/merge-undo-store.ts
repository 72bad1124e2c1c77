import type { DoneMerge, MergeHold, MergeUndo, MergeUndoStore } from '../../use-cases/ports/index.ts';
import { fromInstantColumn, toInstantColumn } from './columns.ts';
import type { MergeUndoModel } from './generated/models.ts';
import { toMerge } from './merge-store.ts';
import { hasNew, listedRows, moveHolder, moveListed, wentOn } from './merged-rows.ts';
import { requireOne } from './require-one.ts';
import type { StoreContext } from './store-context.ts';

/** The undo of merges in the database. */
export function makeMergeUndoStore({ db }: Pick<StoreContext, 'db'>): MergeUndoStore {
  return {
    async findDone({ survivorId, mergedId }) {
      const where = { survivorId, mergedId, approvedAt: { not: null }, undoneAt: null };
      const row = await db.personMerge.findFirst({ where });
      const approvedAt = row?.approvedAt ?? undefined;
      if (row === null || approvedAt === undefined) return undefined;
      return { ...toMerge(row), approvedAt: fromInstantColumn(approvedAt) };
    },
    async listDone({ officeId, limit }) {
      const found = await db.$queryRaw<readonly { readonly id: string }[]>`
        SELECT m.id FROM person_merge m
        JOIN person pa ON pa.id = m.survivor_id JOIN person pb ON pb.id = m.merged_id
        WHERE m.approved_at IS NOT NULL AND m.undone_at IS NULL AND ${officeId} IN (pa.office_id, pb.office_id)
        ORDER BY m.approved_at DESC, m.id LIMIT ${limit}`;
      const where = { id: { in: found.map(({ id }) => id) } };
      const rows = await db.personMerge.findMany({ where, orderBy: [{ approvedAt: 'desc' }, { id: 'asc' }] });
      const open = await db.mergeUndo.findMany({
        where: { mergeId: { in: rows.map(({ id }) => id) }, approvedAt: null },
      });
      return rows.flatMap((row) => {
        const undo = open.find(({ mergeId }) => mergeId === row.id);
        const { approvedAt } = row;
        if (approvedAt === null) return [];
        return [{ ...toMerge(row), approvedAt: fromInstantColumn(approvedAt), ...(undo && { undo: toUndo(undo) }) }];
      });
    },
    async insert({ requestedAt, ...undo }) {
      await db.mergeUndo.create({ data: { ...undo, requestedAt: toInstantColumn(requestedAt) } });
    },
    async findOpen(mergeId) {
      const row = await db.mergeUndo.findFirst({ where: { mergeId, approvedAt: null } });
      return row === null ? undefined : toUndo(row);
    },
    async holds(merge) {
      const { id, mergedId } = merge;
      if (!(await listedRows(db, id, 'person')).includes(mergedId)) return ['rows-unlisted'];
      const found: readonly (readonly [MergeHold, boolean])[] = [
        ['moved-went-on', await wentOn(db, id)],
        ['new-on-moved', await hasNew(db, id)],
        ['moved-stay-counted', await countedStays(merge)],
      ];
      return found.flatMap(([hold, is]) => (is ? [hold] : []));
    },
    async carryOut({ merge, undo }, { by, at }) {
      const { id, survivorId, mergedId } = merge;
      await db.$queryRaw`SELECT id FROM person WHERE id IN (${survivorId}::uuid, ${mergedId}::uuid) ORDER BY id FOR UPDATE`;
      const signed = { approvedBy: by, approvedAt: toInstantColumn(at) };
      requireOne(await db.mergeUndo.updateMany({ where: { id: undo.id, approvedAt: null }, data: signed }), 'the undo');
      const closed = { id: mergedId, mergedInto: survivorId };
      requireOne(await db.person.updateMany({ where: closed, data: { mergedInto: null } }), 'the record');
      // What had been closed into the record before goes along with it.
      const others = (await listedRows(db, id, 'person')).filter((listed) => listed !== mergedId);
      const followers = { id: { in: others }, mergedInto: survivorId };
      await db.person.updateMany({ where: followers, data: { mergedInto: mergedId } });
      const way = { from: survivorId, to: mergedId };
      await moveListed(db, id, way);
      await moveHolder(db, id, way);
      await db.personMerge.update({ where: { id }, data: { undoneAt: toInstantColumn(at) } });
    },
  };

  /** Residence is counted over all stays of a person: at acceptance, when a permit is made, and for a year. */
  async function countedStays({ id, survivorId, approvedAt }: DoneMerge): Promise<boolean> {
    if ((await listedRows(db, id, 'registration')).length === 0) return false;
    const since = toInstantColumn(approvedAt);
    const [cases, permits] = [await listedRows(db, id, 'application'), await listedRows(db, id, 'permit')];
    const own = { personId: survivorId };
    const accepted = { ...own, acceptedAt: { gte: since }, id: { notIn: [...cases] } };
    const kinds = { in: ['FIRST', 'ENDORSE'] };
    if ((await db.application.count({ where: { ...accepted, kind: kinds } })) > 0) return true;
    const ownPermits = { ...own, id: { notIn: [...permits] } };
    const made = { ...ownPermits, cards: { every: { createdAt: { gte: since } }, some: {} } };
    if ((await db.permit.count({ where: made })) > 0) return true;
    return (await db.endorsement.count({ where: { permit: ownPermits, at: { gte: since } } })) > 0;
  }
}

function toUndo({ id, mergeId, reason, requestedBy, requestedAt }: MergeUndoModel): MergeUndo {
  return { id, mergeId, reason, requestedBy, requestedAt: fromInstantColumn(requestedAt) };
}
