import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../builders/launch-chromium.ts';
import { aServedOffice, type ServedOffice } from '../office/served/served-office.ts';
import { aScreen, type Look } from './a-browser.ts';
import { aCardCounter, type CardCounter } from './a-card-counter.ts';
import { lookAtAnswer } from './look-at-answer.ts';
import { lookAt } from './look-at.ts';
import { proveAgain, signIn } from './sign-in.ts';

const PIN = '246802';
/** In the middle of the files. */
const IN_THE_FILES = 12;
const WITHIN = { timeout: 60_000 };

let office: ServedOffice;
let base: string;
let browser: Browser;
let counter: CardCounter;

beforeAll(async () => {
  office = await aServedOffice();
  const service = await office.serve();
  base = service.url;
  await office.staff(service, { clerk: 'clerk', producer: 'producer', checker: 'producer' });
  counter = await aCardCounter(office, service);
  browser = await launchChromium();
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

/** A screen at which somebody is signed in. */
async function at(who: 'clerk' | 'producer' | 'checker', look: Look = {}): Promise<Page> {
  const page = await (await aScreen(browser, look)).newPage();
  await signIn(page, base, `a.${who}`);
  return page;
}

/** The page at which the card of a new case is begun, by the desk. */
async function atNewCard(producer: Page): Promise<void> {
  const { number } = await office.aCase();
  await producer.goto(`${base}/office/cards`);
  await producer
    .getByRole('row', { name: number })
    .getByRole('link', { name: /开始制证|Begin a card/ })
    .click();
  await producer.waitForURL(/\/office\/cards\/of\//);
}

/** Begins to write on what lies on the reader, by keyboard; answers the number of the card, whose screen is open then. */
async function begun(producer: Page): Promise<string> {
  await producer.goto(producer.url());
  // One reader is chosen already: the way on is one press.
  const start = producer.getByRole('button', { name: /写入并回读|Write and read back/ });
  await Promise.all([producer.waitForNavigation(), start.press('Enter')]);
  if ((await producer.locator('#password').count()) > 0) await proveAgain(producer);
  await producer.waitForURL(({ pathname }) => /^\/office\/cards\/\d{10}$/.test(pathname));
  return new URL(producer.url()).pathname.slice('/office/cards/'.length);
}

const step = (page: Page) => page.locator('[aria-current=step]');

describe('a card', () => {
  it('goes from an approved case to its holder by the pages of three people', { timeout: 480_000 }, async () => {
    const producer = await at('producer', { language: 'en' });
    await atNewCard(producer);
    expect(await step(producer).innerText()).toContain('Place card');
    await lookAt(producer, 'cards-begin');
    counter.reader.lay(await counter.aChip());
    const ofCase = producer.url();
    const cardNumber = await begun(producer);
    await producer
      .getByRole('link', { name: 'Check this card' })
      .or(producer.getByRole('button', { name: 'Check this card' }))
      .waitFor(WITHIN);
    expect(await step(producer).innerText()).toContain('Check photo');
    await lookAt(producer, 'cards-check-due');
    // A case whose card is begun leads on to its next step.
    await producer.goto(ofCase);
    expect(new URL(producer.url()).pathname).toBe(`/office/cards/${cardNumber}/check`);
    await producer.goto(`${base}/office/cards/${cardNumber}/face`);
    await lookAt(producer, 'cards-face');

    // Who made it does not check it.
    await producer.goto(`${base}/office/cards/${cardNumber}/check`);
    await producer.locator('#place').fill('A-1');
    await producer.locator('main form button').click();
    await producer.locator('.govuk-error-summary').waitFor();
    expect(new URL(producer.url()).pathname).toBe(`/office/cards/${cardNumber}/check`);

    const clerk = await at('clerk');
    await clerk.goto(`${base}/office/cards`);
    await lookAt(clerk, 'cards-desk');
    await clerk.getByRole('row', { name: cardNumber }).getByRole('link', { name: '质检' }).click();
    await clerk.locator('img').waitFor();
    await lookAt(clerk, 'cards-check');
    await clerk.locator('main form button').click();
    await clerk.locator('.govuk-error-summary').waitFor();
    await lookAtAnswer(clerk, 'cards-check-errors');
    await clerk.locator('#place').fill('A-1');
    await clerk.locator('main form button').click();
    await clerk.waitForURL(`${base}/office/cards/${cardNumber}`);
    await lookAt(clerk, 'cards-held');

    await clerk.goto(`${base}/office/cards/${cardNumber}/letter`);
    expect(await clerk.locator('.office-code').innerText()).toMatch(/^\d{5} \d{5}$/);
    await lookAt(clerk, 'cards-letter');
    await clerk.goto(`${base}/office/cards/${cardNumber}/hand-over`);
    await lookAt(clerk, 'cards-hand-over');
    await clerk.locator('#document').fill('');
    await clerk.locator('main form button').click();
    await clerk.locator('.govuk-error-summary').waitFor();
    await lookAtAnswer(clerk, 'cards-hand-over-errors');
    await clerk.locator('#document').fill('居民身份证');
    await clerk.locator('main form button').click();
    // The holder stands there, and no card before it dies: the PIN is next.
    await clerk.waitForURL(`${base}/office/cards/${cardNumber}/activation`);
    await clerk.goto(`${base}/office/cards/${cardNumber}`);
    await lookAt(clerk, 'cards-handed-over');
    expect((await clerk.goto(`${base}/office/cards/${cardNumber}/letter`))?.status()).toBe(409);

    await activate(clerk, cardNumber);
    await lookAt(clerk, 'cards-active');
    expect(await clerk.getByRole('link', { name: '持证人账户用的档案编号' }).count()).toBe(1);
    await Promise.all([producer, clerk].map((page) => page.context().close()));
  });

  it('that is pulled away while it is written is put back and goes on', { timeout: 120_000 }, async () => {
    const producer = await at('producer', { language: 'en' });
    await atNewCard(producer);
    const chip = await counter.aChip();
    counter.reader.lay(chip, IN_THE_FILES);
    await begun(producer);
    await producer.getByRole('heading', { name: 'This was not finished' }).waitFor(WITHIN);
    expect(await step(producer).innerText()).toContain('Writing');
    const ways = producer.locator('.office-ways__way');
    expect(await ways.count()).toBe(3);
    await lookAt(producer, 'cards-failed');
    counter.reader.lay(chip);
    await producer.goto(producer.url());
    await producer.getByRole('button', { name: 'Try this card again' }).click();
    await producer.getByRole('button', { name: 'Check this card' }).waitFor(WITHIN);
    await producer.context().close();
  });

  it('that will not be written is spoiled after a warning, and the next one takes its place', {
    timeout: 120_000,
  }, async () => {
    const producer = await at('producer', { language: 'en' });
    await atNewCard(producer);
    counter.reader.lay(await counter.aChip(), IN_THE_FILES);
    const cardNumber = await begun(producer);
    await producer.getByRole('button', { name: 'Spoil it and take the next' }).click(WITHIN);
    await lookAt(producer, 'cards-spoil');
    await producer.getByRole('button', { name: 'Spoil this card and take the next' }).click();
    await producer.waitForURL(
      (url) => /\/office\/cards\/\d{10}$/.test(url.pathname) && !url.pathname.includes(cardNumber),
    );
    await lookAt(producer, 'cards-place');
    counter.reader.lay(await counter.aChip());
    await begun(producer);
    await producer.getByRole('button', { name: 'Check this card' }).waitFor(WITHIN);
    await producer.goto(`${base}/office/cards/${cardNumber}`);
    expect(await producer.locator('main h2').innerText()).toBe('This card is out of use');
    await lookAt(producer, 'cards-gone');
    await producer.context().close();
  });

  it('is made without script as well, and put aside when nobody knows what stands on it', {
    timeout: 120_000,
  }, async () => {
    const producer = await at('producer', { script: 'none' });
    await atNewCard(producer);
    counter.reader.lay(await counter.aChip(), IN_THE_FILES);
    const cardNumber = await begun(producer);
    await producer.getByRole('heading', { name: '没有完成' }).waitFor(WITHIN);
    await producer.getByRole('button', { name: '搁置' }).click();
    await producer.getByRole('button', { name: '搁置这张卡' }).click();
    await producer.waitForURL(`${base}/office/cards/${cardNumber}`);
    expect(await producer.locator('main h2').innerText()).toBe('此卡已停用');
    await producer.context().close();
  });
});

/** The holder sets the PIN on a screen of their own, at the second attempt. */
async function activate(clerk: Page, cardNumber: string): Promise<void> {
  await clerk.goto(`${base}/office/cards/${cardNumber}/activation`);
  await lookAt(clerk, 'cards-activation');
  await clerk.getByRole('button', { name: '把屏幕交给持证人' }).click();
  await proveAgain(clerk);
  await clerk.locator('#pin').waitFor();
  expect(await clerk.locator('.office-desk').count()).toBe(0);
  await lookAt(clerk, 'cards-pin');
  await clerk.locator('#pin').fill(PIN);
  await clerk.locator('#pinAgain').fill('135791');
  await clerk.keyboard.press('Enter');
  await clerk.locator('.govuk-error-summary').waitFor();
  expect(await clerk.locator('#pin').inputValue()).toBe('');
  expect(await clerk.content()).not.toContain(PIN);
  await lookAtAnswer(clerk, 'cards-pin-errors');
  await clerk.locator('#pin').fill(PIN);
  await clerk.locator('#pinAgain').fill(PIN);
  await clerk.keyboard.press('Enter');
  await clerk.waitForURL(/\/pin\/done$/, WITHIN);
  expect(await clerk.content()).not.toContain(PIN);
  await lookAt(clerk, 'cards-pin-done');
  await clerk.getByRole('button', { name: '交还屏幕' }).click();
  await clerk.waitForURL(`${base}/office/cards/${cardNumber}`);
  expect(await clerk.locator('.govuk-panel__title').innerText()).toBe('居住证已激活');
}
