import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm, showPage } from '../../page/shown.ts';
import { cardParams, chosenReader } from '../cards/card-address.ts';
import { type FaultAtReader, faultAtReader } from '../cards/fault-at-reader.ts';
import { markedReader, readReaders, stationOf } from '../cards/reader-choice.ts';
import { CARD_GRANTS_PATH, grantsHere } from './card-grants-address.ts';
import { type CardGrantsShown, cardGrantsShown } from './card-grants-shown.ts';

/** The entitlements of a permit at the counter's reader: what is to be written to the card, and what it holds afterwards. */
export const cardPages: readonly PageDefinition[] = [
  { path: CARD_GRANTS_PATH, access: 'signed-in', show: (page) => showCard(page), act: write },
  { path: `${CARD_GRANTS_PATH}/written`, access: 'signed-in', show: showWritten },
];

async function showCard(page: PageRequest, fault: FaultAtReader = {}): Promise<Shown> {
  const shown = await cardGrantsShown(page);
  if (shown.kind === 'problem') return shown;
  const readers = await readReaders(page);
  if (readers.kind === 'problem') return readers;
  const card = shown.body;
  const data = {
    ...card,
    here: grantsHere(page),
    readers: readers.body,
    way: fault.way ?? wayWithout(card),
    mayWrite: page.viewer?.roles.includes('clerk') === true,
  };
  const values = { ...page.fields, at: markedReader(page, readers.body) };
  return showForm('grants/card', { data, values, errors: fault.errors });
}

/** The way on that the state of the card leaves before anything is tried. */
function wayWithout({ standing }: CardGrantsShown): FaultAtReader['way'] {
  if (standing === 'on-hold') return 'lift';
  return standing === 'out-of-use' ? 'replace' : undefined;
}

async function write(page: PageRequest): Promise<Shown> {
  const done = await page.ask('writeGrants', { params: cardParams(page), body: stationOf(chosenReader(page)) });
  if (done.kind === 'reply') return goTo(grantsHere(page, 'written'));
  const fault = faultAtReader(page, done);
  return fault === undefined ? done : showCard(page, fault);
}

/** What the card holds; of one that was never written, the page that writes it. */
async function showWritten(page: PageRequest): Promise<Shown> {
  const shown = await cardGrantsShown(page);
  if (shown.kind === 'problem') return shown;
  const { places, writtenAt, ...card } = shown.body;
  if (writtenAt === undefined) return goTo(grantsHere(page));
  const holds = places.find(({ place }) => place === 'ON_CARD')?.grants ?? [];
  return showPage('grants/written', { ...card, writtenAt, holds, here: grantsHere(page) });
}
