import type { FeeStore } from '../../use-cases/ports/index.ts';
import { fromInstantColumn, present, same, toInstantColumn } from './columns.ts';
import { requireOne } from './require-one.ts';
import type { StoreContext } from './store-context.ts';

/** Fees in the database. */
export function makeFeeStore({ db }: StoreContext): FeeStore {
  return {
    async insert({ id, applicationId, officeId, rule, ruleVersion, amountFen, waivedFor }) {
      const data = { id, applicationId, officeId, rule, ruleVersion, amountFen, waivedFor: waivedFor ?? null };
      await db.fee.create({ data });
    },
    async ofApplication(applicationId) {
      return (await db.fee.findMany({ where: { applicationId } })).map((row) => {
        const { id, officeId, rule, ruleVersion, amountFen } = row;
        return {
          id,
          applicationId,
          officeId,
          rule,
          ruleVersion,
          amountFen,
          ...present('waivedFor', row.waivedFor, same),
          ...present('waivedBy', row.waivedBy, same),
          ...present('receiptNumber', row.receiptNumber, same),
          ...present('paidAt', row.paidAt, fromInstantColumn),
          ...present('takenBy', row.takenBy, same),
        };
      });
    },
    async pay(fee, { takenBy, receiptNumber, at }) {
      const where = { id: fee.id, paidAt: null, waivedFor: null };
      const data = { takenBy, receiptNumber, paidAt: toInstantColumn(at) };
      requireOne(await db.fee.updateMany({ where, data }), 'the fee');
    },
    async waive(fee, { waivedBy, waivedFor }) {
      const where = { id: fee.id, paidAt: null, waivedFor: null };
      requireOne(await db.fee.updateMany({ where, data: { waivedBy, waivedFor } }), 'the fee');
    },
  };
}
