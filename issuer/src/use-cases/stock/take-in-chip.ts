import type { CardTransport } from '@residence-permit/shared/apdu';
import { toHex } from '@residence-permit/shared/bytes';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { compareDates } from '@residence-permit/shared/plain-date';
import type { MasterKey } from '../../authority/index.ts';
import type { RightRefusal } from '../../domain/rights/index.ts';
import { makeTakeInChip } from '../../intake/index.ts';
import type { RandomSource } from '../../ports/index.ts';
import type { SignedIn } from '../ports/index.ts';
import { onStock, type StockDeps } from './on-stock.ts';
import { makeStockRegister } from './stock-register.ts';

export type TakeInRefusal =
  | RightRefusal
  | 'batch-missing'
  /** Nobody has the key of that delivery. */
  | 'batch-key-missing'
  /** The day is closed already; the delivery waits for the next one. */
  | 'day-closed';

/** A chip of the stock. `known-before`: an intake whose end nobody saw, or the stock of another office. */
export type ChipTakenIn = {
  /** 20 hexadecimal digits. */
  readonly serial: string;
  readonly batch: string;
  readonly kind: 'taken-in' | 'known-before';
};

/** The key of a delivery as its supplier handed it over; absent when there is none. @throws PermitError KEY_BAD */
export type FindSupplierKey = (batch: string) => Promise<MasterKey | undefined>;

/**
 * Takes the blank on a reader into the vault: the supplier's keys are replaced by the office's own before it counts as
 * stock. A run that was cut short is repeated.
 * @throws PermitError KEY_DEFAULT, KEY_BAD, STORE_CONFLICT; CardError SCP_FAILED, CARD_STATUS and what the reader says
 */
export function makeTakeInStock(
  deps: StockDeps & {
    readonly openOfficeMaster: () => Promise<MasterKey>;
    readonly findSupplierKey: FindSupplierKey;
    readonly random: RandomSource;
  },
) {
  return async (
    by: SignedIn,
    input: { readonly transport: CardTransport; readonly batch: string },
  ): Promise<Outcome<ChipTakenIn, TakeInRefusal>> => {
    const { transport } = input;
    const batch = input.batch.trim();
    if (batch === '') return refused('batch-missing');
    const allowed = await onStock(deps, by, { action: 'stock.move' }, async (tx, { officer, today }) => {
      const closed = await tx.stock.lastClosed(officer.officeId);
      if (closed !== undefined && compareDates(today, closed.day) <= 0) return refused('day-closed');
      return ok(officer);
    });
    if (!allowed.ok) return allowed;
    const supplierMaster = await deps.findSupplierKey(batch);
    if (supplierMaster === undefined) return refused('batch-key-missing');
    const register = makeStockRegister({ inTransaction: deps.inTransaction, officer: allowed.value });
    const officeMaster = await deps.openOfficeMaster();
    const { clock, random } = deps;
    const takeIn = makeTakeInChip({ officeMaster, supplierMaster, register, random, clock });
    const { chip, kind } = await takeIn({ transport, batch });
    return ok({ serial: toHex(chip.chipNumber), batch: chip.batch, kind });
  };
}
