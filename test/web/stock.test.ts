import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../builders/launch-chromium.ts';
import { aServedOffice, type ServedOffice, SUPPLIER_BATCH } from '../office/served/served-office.ts';
import { aBlank } from '../builders/a-blank.ts';
import { aScreen } from './a-browser.ts';
import { aCardCounter, type CardCounter } from './a-card-counter.ts';
import { lookAtAnswer } from './look-at-answer.ts';
import { lookAt } from './look-at.ts';
import { signIn } from './sign-in.ts';

let office: ServedOffice;
let base: string;
let browser: Browser;
let counter: CardCounter;
let clerk: Page;
let producer: Page;
let serial: string;

beforeAll(async () => {
  office = await aServedOffice();
  const service = await office.serve();
  base = service.url;
  await office.staff(service, { clerk: 'clerk', producer: 'producer' });
  counter = await aCardCounter(office, service);
  browser = await launchChromium();
  clerk = await (await aScreen(browser)).newPage();
  producer = await (await aScreen(browser, { language: 'en' })).newPage();
  await signIn(clerk, base, 'a.clerk');
  await signIn(producer, base, 'a.producer');
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

/** Opens a page of the stock by its link. */
async function open(page: Page, link: string): Promise<void> {
  await page.goto(`${base}/office/stock`);
  await page.getByRole('link', { name: link }).click();
}

const press = (page: Page) => page.locator('main form button').first().click();

describe('the stock at its pages', { timeout: 120_000 }, () => {
  it('takes a blank of a delivery in, and says where what was forgotten belongs', async () => {
    await open(clerk, '接收空白卡');
    await press(clerk);
    await clerk.locator('.govuk-error-summary').waitFor();
    await lookAtAnswer(clerk, 'stock-take-in-errors');
    counter.reader.lay(aBlank({ seed: 'a delivery' }));
    await clerk.locator('#batch').fill(SUPPLIER_BATCH);
    await press(clerk);
    await clerk.locator('main [role=status]').waitFor();
    serial = (await clerk.locator('main [role=status]').innerText()).match(/[0-9a-f]{20}/)?.[0] ?? '';
    expect(serial).toHaveLength(20);
    expect(await clerk.locator('#batch').inputValue()).toBe(SUPPLIER_BATCH);
    await lookAt(clerk, 'stock-take-in');
  });

  it('moves it to the counter and counts it there', async () => {
    await open(producer, 'Move blanks');
    await lookAt(producer, 'stock-move');
    await producer.locator('#serials').fill(serial.toUpperCase());
    await producer.getByLabel('Counter').check();
    await producer.locator('#reason').fill('当日使用');
    await press(producer);
    await producer.waitForURL(`${base}/office/stock`);
    expect(await producer.getByRole('row', { name: 'Counter' }).innerText()).toMatch(/1$/);
    await lookAt(producer, 'stock');
    await open(producer, 'Entries of a day');
    expect(await producer.locator('tbody tr').innerText()).toContain(serial);
    await lookAt(producer, 'stock-ledger');
    await producer.goto(`${base}/office/stock/ledger?day=yesterday`);
    await lookAtAnswer(producer, 'stock-ledger-errors');
  });

  it('writes a serial off by two signatures, and not by one person twice', async () => {
    await open(clerk, '两人签字核销');
    await lookAt(clerk, 'stock-removals-empty');
    await clerk.locator('#serial').fill(serial);
    await clerk.getByLabel('作废').check();
    await clerk.locator('#reason').fill('卡片弯折');
    await press(clerk);
    await clerk.locator('tbody tr').waitFor();
    expect(await clerk.locator('tbody tr').innerText()).toContain('须由他人签字');

    await open(producer, 'Write off by two signatures');
    await lookAt(producer, 'stock-removals');
    await producer.getByRole('link', { name: 'Sign' }).click();
    await lookAt(producer, 'stock-removal');
    // Who asked for it cannot sign it as well, whatever address they go to.
    await clerk.goto(producer.url());
    await press(clerk);
    await clerk.locator('.govuk-error-summary').waitFor();
    await press(producer);
    await producer.waitForURL(`${base}/office/stock/removals`);
    expect(await producer.locator('tbody tr').count()).toBe(0);
  });

  it('does not close a day whose count differs, and names the serial; the day closes when it agrees', async () => {
    await open(producer, 'Close the day');
    await lookAt(producer, 'stock-close');
    await press(producer);
    await producer.getByRole('heading', { name: 'Count and ledger differ' }).waitFor();
    expect(await producer.locator('tbody tr').innerText()).toContain(serial);
    await lookAtAnswer(producer, 'stock-close-differences');
    await producer.locator('#VAULT').fill('not a serial');
    await press(producer);
    expect(await producer.locator('#VAULT-error').count()).toBe(1);
    await producer.locator('#VAULT').fill('');
    await producer.locator('#SPOILED').fill(serial);
    await press(producer);
    await producer.locator('.govuk-panel').waitFor();
    await lookAtAnswer(producer, 'stock-closed');
  });
});
