import { addDays, dateAt, type PlainDate } from '@residence-permit/shared/plain-date';
import type { Card } from '@residence-permit/firmware-sim/card';
import { anOfficer } from '../builders/an-officer.ts';
import { aVerifiedStay, caseWork } from '../builders/case-work.ts';
import { aSignedIn } from '../builders/signed-in.ts';
import type { OfficeClient } from '../office/office-client.ts';
import { good, prove, type ServedOffice } from '../office/served/served-office.ts';
import { COUNTER, type CardCounter } from './a-card-counter.ts';

const STATION = { agent: COUNTER };
const PIN = '246802';
const A_DAY_S = 86_400;
/** East of UTC, as the sample offices are. */
const UTC_OFFSET_MINUTES = 480;

/** Somebody with a permit whose card this office made, and which its holder has in hand. */
export type ActiveCard = {
  readonly personId: string;
  readonly permitId: string;
  readonly citizenId: string;
  readonly name: string;
  readonly cardNumber: string;
  readonly chip: Card;
};

/** Makes a card of a new person at the counter of the office and activates it, through the API. */
export async function anActiveCard(
  { office, counter }: { readonly office: ServedOffice; readonly counter: CardCounter },
  staff: Readonly<Record<'clerk' | 'producer' | 'checker', OfficeClient>>,
): Promise<ActiveCard> {
  const { clerk, producer, checker } = staff;
  const { id, personId } = await office.aCase();
  const chip = await counter.aChip();
  counter.reader.lay(chip);
  await prove(producer, 'sign');
  const cardNumber = String(good(await producer.post(`/api/v1/applications/${id}/card`))['cardNumber']);
  const onCard = `/api/v1/cards/${cardNumber}`;
  good(await producer.post(`${onCard}/personalisation`, STATION));
  good(await producer.post(`${onCard}/read-back`, STATION));
  good(await checker.post(`${onCard}/quality-check`, { place: 'drawer 1' }));
  const collector = { name: '样例乙', document: '居民身份证', relation: 'HOLDER' };
  good(await clerk.post(`${onCard}/hand-over`, { collector, isOldCardReturned: false }));
  await prove(clerk, 'sign');
  good(await clerk.post(`${onCard}/activation`, { ...STATION, pin: PIN }));
  await counter.reader.awaitLeft();
  const person = await office.stores.inTransaction(anOfficer(), (tx) => tx.persons.find(personId));
  if (person === undefined) throw new Error('nobody of that id');
  const { citizenId, name } = person;
  const { permitId } = await office.stores.database.prisma.card.findUniqueOrThrow({ where: { cardNumber } });
  return { personId, permitId, citizenId, name, cardNumber, chip };
}

/** The day of the office that lies so many days from today. */
export function officeDay({ stores }: Pick<ServedOffice, 'stores'>, days = 0): PlainDate {
  return addDays(dateAt(stores.clock(), UTC_OFFSET_MINUTES), days);
}

/**
 * Turns the years back in the register: the permit is endorsed through a day that lies `days` from today, and its holder has lived here
 * since long before, in a stay that was registered and verified then.
 */
export async function endorsedThroughDay(
  { stores }: Pick<ServedOffice, 'stores'>,
  { personId, permitId }: ActiveCard,
  days: number,
): Promise<void> {
  const [through, issued] = [officeDay({ stores }, days), officeDay({ stores }, days - 364)];
  await stores.database.pool.query('UPDATE permit SET endorsed_through = $2, issued_on = $3 WHERE id = $1', [
    permitId,
    through,
    issued,
  ]);
  const past = stores.clock() - 700 * A_DAY_S;
  const work = caseWork({ ...stores, clock: () => past });
  const officers = { clerk: aSignedIn(['clerk']), other: aSignedIn(['clerk']) };
  await aVerifiedStay(work, officers, { personId, from: officeDay({ stores }, -702) });
}
