import { dateAt, compareDates } from '@residence-permit/shared/plain-date';
import { PermitError } from '@residence-permit/shared/errors';
import { type ChipEntry, EMPTY_REGISTER, type Register } from '../../register/index.ts';
import type { InTransaction, Officer, OfficeTransaction } from '../ports/index.ts';

/**
 * The issuing core's register, cut down to the chips of an intake over PostgreSQL: what the core enters lands in the vault of
 * the officer's office, together with its audit entry. A chip that stands in any office's stock counts as known.
 * @throws PermitError STORE_CONFLICT when the day is closed or another was quicker
 */
export function makeStockRegister(deps: {
  readonly inTransaction: InTransaction;
  readonly officer: Officer;
}): Register {
  const { inTransaction, officer } = deps;
  return {
    read: () => Promise.resolve(EMPTY_REGISTER),
    change: (decide) =>
      inTransaction(officer, async (tx) => {
        const entered = decide(EMPTY_REGISTER);
        const [chip] = entered.state.chips;
        if (chip === undefined) return entered.value;
        const known = await tx.stock.find(chip.chipNumber);
        if (known !== undefined) return decide({ ...EMPTY_REGISTER, chips: [known] }).value;
        await enter(tx, officer, chip);
        return entered.value;
      }),
  };
}

async function enter(tx: OfficeTransaction, { officeId }: Officer, chip: ChipEntry): Promise<void> {
  const { utcOffsetMinutes } = await tx.offices.get(officeId);
  const closed = await tx.stock.lastClosed(officeId);
  if (closed !== undefined && compareDates(dateAt(chip.takenInAt, utcOffsetMinutes), closed.day) <= 0) {
    throw new PermitError('STORE_CONFLICT', { detail: 'the day is closed' });
  }
  const { chipNumber, batch, takenInAt } = chip;
  await tx.stock.takeIn([{ chipNumber, batch, takenInAt, officeId, account: 'VAULT' }]);
  await tx.audit({ action: 'stock.move', object: batch, reason: 'taken in' });
}
