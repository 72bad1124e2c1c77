import { done } from '../builders/case-work.ts';
import { DEMO_PEOPLE, type Story } from './demo-people.ts';
import type { CaseRef } from './demo-record.ts';
import type { OfficeDesk } from './office-desk.ts';

/** The PIN that every invented holder chose. */
export const DEMO_PIN = '135790';

/** Name of the delivery from which the blanks are, and of its key. */
export const DELIVERY = 'spring';

/** Blanks of the supplier, taken into the vault. */
export async function takeInBlanks(desk: OfficeDesk, count: number): Promise<void> {
  for (let taken = 0; taken < count; taken += 1) {
    const placeCard = desk.drawer.placeCard(desk.drawer.makeBlank());
    done(await desk.cardLife.takeIn(desk.as('producer'), { batch: DELIVERY, placeCard }));
  }
}

/** The card of an approved case on the next blank of the vault: written, read back, checked by another, in its drawer. */
export async function makeCard(desk: OfficeDesk, ref: CaseRef): Promise<{ cardNumber: string; serial: string }> {
  const serial = await nextBlank(desk);
  const placeCard = desk.drawer.placeCard(serial);
  const producer = desk.officer('producer');
  await desk.publish();
  const { cardNumber } = done(await desk.production.reserveCard(producer, ref));
  done(await desk.production.produceCard(producer, { cardNumber, placeCard }));
  done(await desk.production.readBackCard(producer, { cardNumber, placeCard }));
  done(await desk.production.checkQuality(desk.officer('second.clerk'), { cardNumber, place: '1 号抽屉 / drawer 1' }));
  return { cardNumber, serial };
}

/** That card in the hand of its holder, who has set the PIN. */
export async function issueCard(
  desk: OfficeDesk,
  ref: CaseRef,
  story: Story,
): Promise<{ cardNumber: string; serial: string }> {
  const made = await makeCard(desk, ref);
  const { cardNumber, serial } = made;
  const clerk = desk.officer('clerk');
  const collector = { name: DEMO_PEOPLE[story].name, document: '居民身份证', relation: 'HOLDER' } as const;
  done(await desk.production.handOverCard(clerk, { cardNumber, collector, isOldCardReturned: false }));
  const askPin = () => Promise.resolve(DEMO_PIN);
  const placeCard = desk.drawer.placeCard(serial);
  done(await desk.production.activateCard(clerk, { cardNumber, placeCard, askPin }));
  return made;
}

/** A serial that stands in the vault or at the counter. @throws RangeError where the pile is used up */
export async function nextBlank(desk: Pick<OfficeDesk, 'drawer' | 'inTransaction'>): Promise<string> {
  const serials = desk.drawer.serials();
  const accounts = await desk.inTransaction({ accountId: undefined, officeId: 'operator' }, (tx) =>
    Promise.all(serials.map((serial) => tx.stock.find(Buffer.from(serial, 'hex')))),
  );
  const at = accounts.findIndex((one) => one?.account === 'VAULT' || one?.account === 'COUNTER');
  const serial = serials[at];
  if (serial === undefined) throw new RangeError('cards: no blank is left');
  return serial;
}
