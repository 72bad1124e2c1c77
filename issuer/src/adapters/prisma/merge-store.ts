import { OVER } from '../../domain/lifecycles/index.ts';
import type { MergeStore, PersonMerge } from '../../use-cases/ports/index.ts';
import { fromInstantColumn, toInstantColumn } from './columns.ts';
import type { PersonMergeModel } from './generated/models.ts';
import { listRows, moveHolder, moveListed } from './merged-rows.ts';
import { requireOne } from './require-one.ts';
import type { StoreContext } from './store-context.ts';

/** A refused case is over, although an appeal may open it again. */
const LIVE = ['ACTIVE', 'LOST_HOLD'];
const IN_PRODUCTION = ['BLANK', 'PERSONALISED', 'CHECKED'];

/** Merges of records in the database. */
export function makeMergeStore({ db }: Pick<StoreContext, 'db'>): MergeStore {
  return {
    async insert({ requestedAt, ...merge }) {
      await db.personMerge.create({ data: { ...merge, requestedAt: toInstantColumn(requestedAt) } });
    },
    async findOpen({ survivorId, mergedId }) {
      const row = await db.personMerge.findFirst({ where: { survivorId, mergedId, approvedAt: null } });
      return row === null ? undefined : toMerge(row);
    },
    async standing(personId) {
      const permit = await db.permit.findFirst({ where: { personId, state: 'IN_FORCE' } });
      const live = await db.card.findFirst({ where: { personId, state: { in: LIVE } } });
      const made = await db.card.findFirst({ where: { personId, state: { in: IN_PRODUCTION } } });
      const cases = await db.application.findMany({ where: { personId, state: { notIn: [...OVER] } } });
      const stays = { personId, toDate: null, state: { in: ['DECLARED', 'VERIFIED', 'CURRENT'] } };
      return {
        openCases: cases.map(({ number }) => number),
        hasOpenStay: (await db.registration.count({ where: stays })) > 0,
        isErasureRequested: (await db.erasureRequest.count({ where: { personId, withdrawnAt: null } })) > 0,
        ...(permit === null ? {} : { permitNumber: permit.number }),
        ...(live === null ? {} : { liveCard: live.cardNumber }),
        ...(made === null ? {} : { cardInProduction: made.cardNumber }),
      };
    },
    async extent(personId) {
      const where = { personId };
      return {
        registrations: await db.registration.count({ where }),
        applications: await db.application.count({ where }),
        permits: await db.permit.count({ where }),
        cards: await db.card.count({ where }),
        papers: await db.evidence.count({ where }),
        reports: await db.thirdPartyReport.count({ where }),
      };
    },
    async carryOut({ id, survivorId, mergedId }, { by, at }) {
      // In one order, so that two merges the other way round do not wait for each other.
      await db.$queryRaw`SELECT id FROM person WHERE id IN (${survivorId}::uuid, ${mergedId}::uuid) ORDER BY id FOR UPDATE`;
      await listRows(db, { id, mergedId });
      const signed = { approvedBy: by, approvedAt: toInstantColumn(at) };
      requireOne(await db.personMerge.updateMany({ where: { id, approvedAt: null }, data: signed }), 'the merge');
      const way = { from: mergedId, to: survivorId };
      await moveListed(db, id, way);
      await moveHolder(db, id, way);
      const closed = await db.person.updateMany({
        where: { id: mergedId, mergedInto: null },
        data: { mergedInto: survivorId },
      });
      requireOne(closed, 'the record');
      await db.person.updateMany({ where: { mergedInto: mergedId }, data: { mergedInto: survivorId } });
    },
  };
}

/** A merge as the use cases know it. */
export function toMerge(row: PersonMergeModel): PersonMerge {
  const { id, survivorId, mergedId, candidateId, reason, requestedBy, requestedAt } = row;
  return { id, survivorId, mergedId, candidateId, reason, requestedBy, requestedAt: fromInstantColumn(requestedAt) };
}
