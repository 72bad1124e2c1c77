import type { Clock } from '../../ports/index.ts';
import type { InTransaction, LossHold, Office } from '../ports/index.ts';
import { dateAt } from '@residence-permit/shared/plain-date';

const DAY_S = 86_400;
const PAGE = 200;

/**
 * Asks holders once whether a card was found that has been on hold for the days that the rules give. Each in a transaction of
 * its own; run as often as one likes.
 * @returns how many were asked
 */
export function makeRemindHolds(deps: { readonly inTransaction: InTransaction; readonly clock: Clock }) {
  const { inTransaction, clock } = deps;
  return async (): Promise<number> => {
    const offices = await inTransaction({ accountId: undefined, officeId: '' }, (tx) => tx.offices.list());
    let asked = 0;
    for (const office of offices) asked += await remindOffice(office);
    return asked;
  };

  async function remindOffice(office: Office): Promise<number> {
    const actor = { accountId: undefined, officeId: office.id };
    let asked = 0;
    for (;;) {
      const page = await inTransaction(actor, async (tx) => {
        const { lossHold } = await tx.policies.current(office.jurisdiction, dateAt(clock(), office.utcOffsetMinutes));
        if (lossHold.remindAfterDays === 0) return [];
        const before = clock() - lossHold.remindAfterDays * DAY_S;
        return tx.lossHolds.unreminded({ officeId: office.id, before, limit: PAGE });
      });
      for (const hold of page) asked += (await remind(actor, hold)) ? 1 : 0;
      if (page.length < PAGE) return asked;
    }
  }

  function remind(actor: { readonly accountId: undefined; readonly officeId: string }, hold: LossHold) {
    return inTransaction(actor, async (tx) => {
      if (!(await tx.lossHolds.noteReminder(hold, clock()))) return false;
      const { personId, cardNumber: caseNumber } = hold;
      await tx.tell({ template: 'hold-reminder', personId, caseNumber, details: {} });
      return true;
    });
  }
}
