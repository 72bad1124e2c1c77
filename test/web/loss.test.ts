import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../builders/launch-chromium.ts';
import { aPerson } from '../builders/an-approved-case.ts';
import { anOffice } from '../builders/an-office.ts';
import { anOfficer } from '../builders/an-officer.ts';
import { anIssuedPermit, cardWork } from '../builders/card-work.ts';
import { anIdNumber } from '../builders/invented-people.ts';
import { aServedOffice, type ServedOffice } from '../office/served/served-office.ts';
import { aScreen } from './a-browser.ts';
import { lookAtAnswer } from './look-at-answer.ts';
import { lookAt } from './look-at.ts';
import { signIn } from './sign-in.ts';

const CITIZEN_ID = anIdNumber('1991-11-05', 31);
const NAME = '样例乙';

let office: ServedOffice;
let base: string;
let browser: Browser;
let clerk: Page;

beforeAll(async () => {
  office = await aServedOffice();
  const service = await office.serve();
  base = service.url;
  await office.staff(service, { clerk: 'clerk' });
  const stores = { ...office.stores, address: office.database };
  const keys = await anOffice();
  // The permit bears the day of the office, eight hours ahead of the one by which this reader goes.
  keys.setClock(stores.clock() + 8 * 3600);
  const person = await aPerson(stores, anOfficer(), CITIZEN_ID);
  await anIssuedPermit({ stores, work: await cardWork(stores, keys), office: keys }, person, 'a lost card');
  browser = await launchChromium();
  clerk = await (await aScreen(browser)).newPage();
  await signIn(clerk, base, 'a.clerk');
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const press = () => clerk.locator('main form button').first().click();

/** Finds the holder, and opens their cards. */
async function found(): Promise<void> {
  await clerk.goto(`${base}/office/loss`);
  await clerk.locator('#text').fill(CITIZEN_ID.toLowerCase());
  await clerk.keyboard.press('Enter');
  await clerk.getByRole('link', { name: '查看卡片' }).click();
}

describe('the desk for lost cards', { timeout: 180_000 }, () => {
  it('finds a holder, and says what is missing where nothing was typed', async () => {
    await clerk.goto(`${base}/office/loss`);
    await lookAt(clerk, 'loss-find');
    await press();
    await clerk.locator('.govuk-error-summary').waitFor();
    await lookAtAnswer(clerk, 'loss-find-errors');
    await clerk.locator('#text').fill(NAME);
    await press();
    await clerk.getByRole('rowheader', { name: NAME }).waitFor();
    await lookAtAnswer(clerk, 'loss-found');
  });

  it('holds a card when what the caller says matches the register, and not before', async () => {
    await found();
    await lookAt(clerk, 'loss-person');
    await clerk.locator('#name').fill('样例丙');
    await clerk.getByLabel('近亲属').check();
    await clerk.locator('#holderName').fill(NAME);
    await clerk.locator('#birthDate').fill('1991-11-06');
    await press();
    await clerk.locator('.govuk-error-summary').waitFor();
    expect(await clerk.locator('#holderName').inputValue()).toBe(NAME);
    await lookAtAnswer(clerk, 'loss-person-errors');
    await clerk.locator('#birthDate').fill('1991-11-05');
    await press();
    await clerk.waitForURL(/\/done\/held$/);
    expect(await clerk.locator('.govuk-panel__title').innerText()).toBe('卡片已挂失');
    await lookAt(clerk, 'loss-held');
    const [card] = await office.stores.database.prisma.card.findMany();
    expect(card?.state).toBe('LOST_HOLD');
  });

  it('lifts the hold when person and card are seen, and not for one of the two', async () => {
    await found();
    await lookAt(clerk, 'loss-on-hold');
    await clerk.getByLabel('已看到这张卡片').check();
    await press();
    await clerk.locator('.govuk-error-summary').waitFor();
    await lookAtAnswer(clerk, 'loss-lift-errors');
    await clerk.getByLabel('已查验本人身份证件').check();
    await press();
    await clerk.waitForURL(/\/done\/lifted$/);
    await lookAt(clerk, 'loss-lifted');
  });

  it('does not take a card back that is good and goes home with its holder', async () => {
    const [card] = await office.stores.database.prisma.card.findMany();
    await clerk.goto(`${base}/office/loss/return`);
    await lookAt(clerk, 'loss-return');
    await clerk.locator('#cardNumber').fill('123');
    await press();
    await clerk.locator('#cardNumber-error').waitFor();
    await clerk.locator('#cardNumber').fill(card?.cardNumber ?? '');
    await press();
    await clerk.locator('#cardNumber-error').waitFor();
    expect(await clerk.locator('#cardNumber-error').innerText()).toContain('应归还持证人');
    await lookAtAnswer(clerk, 'loss-return-errors');
  });
});
