import type { ReminderStore } from '../../use-cases/ports/index.ts';
import { fromDateColumn, toDateColumn, toInstantColumn } from './columns.ts';
import type { StoreContext } from './store-context.ts';

/** What went out about endorsements, in the database. */
export function makeReminderStore({ db }: StoreContext): ReminderStore {
  return {
    async due({ officeId, from, through, limit, after }) {
      const rows = await db.permit.findMany({
        where: {
          officeId,
          state: 'IN_FORCE',
          endorsedThrough: { gte: toDateColumn(from), lte: toDateColumn(through) },
          ...(after === undefined ? {} : { id: { gt: after } }),
        },
        select: { id: true, number: true, personId: true, endorsedThrough: true },
        orderBy: { id: 'asc' },
        take: limit,
      });
      return rows.flatMap(({ id: permitId, number: permitNumber, personId, endorsedThrough: end }) =>
        end === null ? [] : [{ permitId, permitNumber, personId, endorsedThrough: fromDateColumn(end) }],
      );
    },
    async sent({ permitId, endorsedThrough }) {
      const where = { permitId, endorsedThrough: toDateColumn(endorsedThrough) };
      return (await db.endorsementReminder.findMany({ where })).map(({ daysBefore }) => daysBefore);
    },
    async note({ permitId, endorsedThrough }, { daysBefore, at }) {
      const row = { permitId, endorsedThrough: toDateColumn(endorsedThrough), daysBefore };
      const data = [{ ...row, sentAt: toInstantColumn(at) }];
      return (await db.endorsementReminder.createMany({ data, skipDuplicates: true })).count === 1;
    },
  };
}
