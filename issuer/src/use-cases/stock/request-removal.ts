import { equalBytes, fromHex } from '@residence-permit/shared/bytes';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { canMove, type CardState } from '../../domain/lifecycles/index.ts';
import type { RightRefusal } from '../../domain/rights/index.ts';
import type { Card, OfficeTransaction, RemovalAccount, SignedIn, StockRemoval, StockSerial } from '../ports/index.ts';
import { onStock, type StockDeps } from './on-stock.ts';

export type RemovalFault =
  | 'serial-unknown'
  | 'serial-elsewhere'
  | 'move-not-allowed'
  /** A card that is or may become good is set aside or revoked first: a serial is not written off under it. */
  | 'card-in-use';

export type RequestRemovalRefusal =
  | RightRefusal
  | RemovalFault
  | 'reason-missing'
  /** Somebody asked for it already. */
  | 'removal-open';

/** The first of the two signatures that write a serial off as spoiled, missing or destroyed. */
export function makeRequestRemoval(deps: StockDeps) {
  return (
    by: SignedIn,
    input: {
      /** 20 hexadecimal digits. */
      readonly serial: string;
      readonly to: RemovalAccount;
      /** Words without personal data. */
      readonly reason: string;
    },
  ): Promise<Outcome<StockRemoval, RequestRemovalRefusal>> =>
    onStock<StockRemoval, RequestRemovalRefusal>(
      deps,
      by,
      { action: 'stock.spoil' },
      async (tx, { officer, office, now }) => {
        const reason = input.reason.trim();
        if (reason === '') return refused('reason-missing');
        const found = await findRemovable(tx, office.id, { chipNumber: fromHex(input.serial), to: input.to });
        if (!found.ok) return found;
        const { chipNumber } = found.value.serial;
        const open = await tx.removals.open(office.id, OPEN_AT_ONCE);
        if (open.some((other) => equalBytes(other.chipNumber, chipNumber))) return refused('removal-open');
        const removal: StockRemoval = {
          id: deps.newId(),
          officeId: office.id,
          chipNumber,
          to: input.to,
          reason,
          requestedBy: officer.accountId,
          requestedAt: now,
        };
        await tx.removals.insert(removal);
        await tx.audit({ action: 'stock.spoil', object: input.serial, reason: `requested ${input.to}` });
        return ok(removal);
      },
    );
}

/** The serial and its card, when both may go there. */
export async function findRemovable(
  tx: OfficeTransaction,
  officeId: string,
  { chipNumber, to }: Pick<StockRemoval, 'chipNumber' | 'to'>,
): Promise<Outcome<{ readonly serial: StockSerial; readonly card: Card | undefined }, RemovalFault>> {
  const serial = await tx.stock.find(chipNumber);
  if (serial === undefined) return refused('serial-unknown');
  if (serial.officeId !== officeId) return refused('serial-elsewhere');
  if (!canMove('STOCK', serial.account, to)) return refused('move-not-allowed');
  const card = serial.cardNumber === undefined ? undefined : await tx.cards.find(serial.cardNumber);
  if (card !== undefined && !OUT_OF_USE.includes(card.state)) return refused('card-in-use');
  return ok({ serial, card });
}

const OUT_OF_USE: readonly CardState[] = ['QUARANTINED', 'SPOILED', 'REPLACED', 'RETURNED', 'REVOKED', 'DESTROYED'];
const OPEN_AT_ONCE = 1000;
