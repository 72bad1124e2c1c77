import type { DemonstrationCard, OfficeTransaction } from '@residence-permit/issuer/use-cases/ports';
import { fromHex } from '@residence-permit/shared/bytes';
import type { OfficeDesk } from './office-desk.ts';

/** Whoever stands at the counter and looks at the cards; nothing of it is an act of the office. */
const VISITOR = { accountId: undefined, officeId: 'operator' } as const;

/** Accounts that a written card leaves for somebody's pocket or for good, so that it lies behind the blanks. */
const ORDER: readonly (string | undefined)[] = ['VAULT', 'COUNTER', undefined, 'PRODUCTION', 'HELD', 'HANDED_OVER'];

/** Every card at the counter with what the office knows of it, blanks first. @param onReader the serial that lies there */
export async function listDeskCards(
  { drawer, inTransaction }: Pick<OfficeDesk, 'drawer' | 'inTransaction'>,
  onReader: string | undefined,
): Promise<readonly DemonstrationCard[]> {
  const cards = await inTransaction(VISITOR, async (tx) => {
    const found: DemonstrationCard[] = [];
    for (const serial of drawer.serials()) found.push(await readCard(tx, serial, serial === onReader));
    return found;
  });
  return cards.toSorted((a, b) => placeOf(a) - placeOf(b));
}

async function readCard(tx: OfficeTransaction, serial: string, isOnReader: boolean): Promise<DemonstrationCard> {
  const known = await tx.stock.find(fromHex(serial));
  if (known === undefined) return { serial, isOnReader };
  const { account, cardNumber } = known;
  const attempt = cardNumber === undefined ? undefined : await tx.attempts.findByCard(cardNumber);
  if (cardNumber === undefined || attempt?.can === undefined) return { serial, account, isOnReader };
  const holder = await tx.persons.find(attempt.personId);
  if (holder === undefined) return { serial, account, isOnReader };
  return { serial, account, isOnReader, front: { cardNumber, holderName: holder.name, can: attempt.can } };
}

function placeOf({ account }: DemonstrationCard): number {
  const at = ORDER.indexOf(account);
  return at < 0 ? ORDER.length : at;
}
