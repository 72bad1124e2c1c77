import type { HistoryStore } from '../../use-cases/ports/index.ts';
import { fromInstantColumn, present, same, toBytesColumn } from './columns.ts';
import type { StoreContext } from './store-context.ts';

/** Moves and audit events as they were written. */
export function makeHistoryStore({ db, keys, trail }: Pick<StoreContext, 'db' | 'keys' | 'trail'>): HistoryStore {
  return {
    async moves(machine, subjectId) {
      await trail.write();
      const rows = await db.lifecycleMove.findMany({ where: { machine, subjectId }, orderBy: { id: 'asc' } });
      return rows.map(({ fromState, toState, actorId, reason, ruleVersion, at }) => ({
        to: toState,
        reason,
        at: fromInstantColumn(at),
        ...present('from', fromState, same),
        ...present('actorId', actorId, same),
        ...present('ruleVersion', ruleVersion, same),
      }));
    },
    async looks(personId, limit) {
      await trail.write();
      const closed = await db.person.findMany({ where: { mergedInto: personId }, select: { id: true } });
      const own = await keys.use(personId, (key) => toBytesColumn(key.subjectTag()));
      const ids = closed.map(({ id }) => id);
      const theirs = await keys.useMany(ids, (lent) =>
        [...lent.values()].map((key) => toBytesColumn(key.subjectTag())),
      );
      const rows = await db.auditEvent.findMany({
        where: { subjectTag: { in: [own, ...theirs] } },
        orderBy: { id: 'desc' },
        take: limit,
      });
      return rows.map(({ action, officeId, at, actorId, caseNumber, object, purpose, purposeVersion, reason }) => ({
        action,
        officeId,
        at: fromInstantColumn(at),
        ...present('actorId', actorId, same),
        ...present('caseNumber', caseNumber, same),
        ...present('object', object, same),
        ...present('purpose', purpose, same),
        ...present('purposeVersion', purposeVersion, same),
        ...present('reason', reason, same),
      }));
    },
  };
}
