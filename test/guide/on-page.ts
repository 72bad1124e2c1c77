import { makeWords, PAGE_TEXTS } from '@residence-permit/issuer/web';
import type { Locator, Page } from 'playwright-core';
import { languageOf } from '../web/language-of.ts';

const words = makeWords(PAGE_TEXTS);

/** The sentence of that key in the language of the page: a walk goes on whatever a button is called. */
async function wordsOn(page: Page, key: string, values: Readonly<Record<string, string>> = {}): Promise<string> {
  return words.sayIn(await languageOf(page))(key, values);
}

/** The button with the sentence of that key. */
export async function buttonOn(page: Page, key: string): Promise<Locator> {
  return page.getByRole('button', { name: await wordsOn(page, key), exact: true });
}

/** Presses it, and waits for the page that it leads to. */
export async function press(page: Page, key: string): Promise<void> {
  const button = await buttonOn(page, key);
  await leadTo(page, () => button.first().click());
}

/** Does something that leads to a page, and waits for that page. */
export async function leadTo(page: Page, act: () => Promise<unknown>): Promise<void> {
  await Promise.all([page.waitForNavigation(), act()]);
}
