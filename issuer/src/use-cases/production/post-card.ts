import { dateAt } from '@residence-permit/shared/plain-date';
import type { StockState } from '../../domain/lifecycles/index.ts';
import type { Card, OfficeTransaction, Officer } from '../ports/index.ts';

/** Moves the serial of a card in the stock ledger, if it has one and is not there already. @throws PermitError STORE_CONFLICT */
export async function postCard(
  tx: OfficeTransaction,
  card: Card,
  posting: {
    readonly to: StockState;
    readonly reason: string;
    readonly officer: Officer;
    readonly secondId?: string;
    /** Seconds since the epoch. */
    readonly at: number;
  },
): Promise<void> {
  const { chipNumber } = card;
  const serial = chipNumber === undefined ? undefined : await tx.stock.find(chipNumber);
  if (serial === undefined || serial.account === posting.to) return;
  const { officeId, account: from } = serial;
  const { utcOffsetMinutes } = await tx.offices.get(officeId);
  const day = dateAt(posting.at, utcOffsetMinutes);
  const { to, reason, secondId } = posting;
  const signed = { actorId: posting.officer.accountId, ...(secondId === undefined ? {} : { secondId }) };
  await tx.stock.post({ chipNumber: serial.chipNumber, officeId, from, to, day, reason, ...signed }, posting.at);
}
