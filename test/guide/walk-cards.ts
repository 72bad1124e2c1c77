import type { Page } from 'playwright-core';
import type { GuideVisit } from './a-guide-visit.ts';
import { keepPictures } from './keep-pictures.ts';
import { buttonOn, press } from './on-page.ts';

const PIN = '246802';
const WITHIN = { timeout: 60_000 };

/** A card from an approved case to its holder, with a failure on its way. */
export async function walkCards(visit: GuideVisit): Promise<void> {
  const card = await write(visit, await visit.at('producer'));
  const clerk = await visit.at('clerk');
  await checkAndHandOver(clerk, card);
  await visit.lay('approved');
  await activate(visit, clerk, card);
}

/** Answers the address of the card. */
async function write({ url, caseOf, lay, prove }: GuideVisit, producer: Page): Promise<string> {
  await producer.goto(`${url}/office/cards`);
  await keepPictures(producer, 'cards');
  await lay('blank');
  await producer.goto(caseOf('approved').replace('/office/cases/', '/office/cards/of/'));
  await keepPictures(producer, 'card-place');
  await lay('none');
  await press(producer, 'cards.start');
  await prove(producer);
  await (await buttonOn(producer, 'cards.again')).waitFor(WITHIN);
  // Without the reader that it was begun at.
  const card = producer.url().replace(/\?.*$/, '');
  await keepPictures(producer, 'card-failed');
  await press(producer, 'cards.spoil');
  await keepPictures(producer, 'card-spoil');
  await lay('blank');
  await producer.goto(card);
  await press(producer, 'cards.again');
  await (await buttonOn(producer, 'cards.open-check')).waitFor(WITHIN);
  return card;
}

async function checkAndHandOver(clerk: Page, card: string): Promise<void> {
  await clerk.goto(`${card}/check`);
  await keepPictures(clerk, 'card-check', { again: () => clerk.locator('#place').fill('A-12') });
  await press(clerk, 'cards.check.button');
  await clerk.goto(`${card}/letter`);
  await keepPictures(clerk, 'card-letter');
  await clerk.goto(`${card}/hand-over`);
  await keepPictures(clerk, 'card-hand-over');
  await press(clerk, 'cards.hand-over.button');
}

/** The clerk hands the screen to the holder, who sets the PIN. */
async function activate({ prove }: GuideVisit, clerk: Page, card: string): Promise<void> {
  await clerk.goto(`${card}/activation`);
  await keepPictures(clerk, 'card-activation');
  await press(clerk, 'cards.activation.button');
  await prove(clerk);
  await keepPictures(clerk, 'pin', { isWhole: true });
  await clerk.locator('#pin').fill(PIN);
  await clerk.locator('#pinAgain').fill(PIN);
  await clerk.keyboard.press('Enter');
  await clerk.waitForURL(/\/pin\/done$/, WITHIN);
  await keepPictures(clerk, 'pin-done');
  await press(clerk, 'cards.pin.return');
  await keepPictures(clerk, 'card-active', { until: '.govuk-panel' });
}
