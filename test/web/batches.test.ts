import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../builders/launch-chromium.ts';
import { PilesAtCounter } from '../agent/piles-at-counter.ts';
import { aServedOffice, type ServedOffice } from '../office/served/served-office.ts';
import { aScreen } from './a-browser.ts';
import { aCardCounter, type CardCounter } from './a-card-counter.ts';
import { lookAtAnswer } from './look-at-answer.ts';
import { lookAt } from './look-at.ts';
import { proveAgain, signIn } from './sign-in.ts';

const WITHIN = { timeout: 120_000 };
const SIZE = 2;

let office: ServedOffice;
let base: string;
let browser: Browser;
const pile = new PilesAtCounter('reader 2');
let counter: CardCounter;

beforeAll(async () => {
  office = await aServedOffice();
  const service = await office.serve();
  base = service.url;
  await office.staff(service, { reviewer: 'reviewer', supervisor: 'supervisor', producer: 'producer' });
  counter = await aCardCounter(office, service);
  await office.agent('COUNTER-2', service, pile);
  browser = await launchChromium();
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

async function at(who: string, language: 'zh' | 'en'): Promise<Page> {
  const page = await (await aScreen(browser, { language })).newPage();
  await signIn(page, base, `a.${who}`);
  await page.goto(`${base}/office/batches`);
  return page;
}

async function goOn(page: Page): Promise<void> {
  await page.waitForLoadState();
  if ((await page.locator('input[name=class]').count()) > 0) await proveAgain(page);
}

describe('a batch at its pages', { timeout: 300_000 }, () => {
  it('is signed by two and made at a reader while the page follows it', async () => {
    for (let made = 0; made < SIZE; made += 1) await office.aPlainCase();
    const reviewer = await at('reviewer', 'zh');
    await reviewer.getByRole('button', { name: '新建批次' }).click();
    await reviewer.locator('main form button').click();
    await goOn(reviewer);
    await reviewer.locator('.govuk-error-summary').waitFor();
    await lookAtAnswer(reviewer, 'batches-new-errors');
    for (const box of await reviewer.locator('main input[type=checkbox]').all()) await box.check();
    await reviewer.locator('main form button').click();
    await goOn(reviewer);
    await reviewer.waitForURL(/\/office\/batches\/[0-9a-f-]{36}$/);
    const address = reviewer.url();
    // The first signature is theirs, the second is not.
    expect(await reviewer.getByRole('button', { name: '签字' }).count()).toBe(0);
    await lookAt(reviewer, 'batches-own');
    await reviewer.goto(`${base}/office/batches`);
    await lookAt(reviewer, 'batches');

    const supervisor = await at('supervisor', 'en');
    await supervisor.goto(address);
    await lookAt(supervisor, 'batches-sign');
    await supervisor.getByRole('button', { name: 'Sign and approve all cases' }).click();
    await goOn(supervisor);
    await supervisor.getByRole('rowheader').first().waitFor();
    expect(await supervisor.getByRole('cell', { name: 'Approved' }).count()).toBe(SIZE);

    const producer = await at('producer', 'en');
    await producer.goto(address);
    await producer.getByRole('button', { name: 'Begin to make them' }).click();
    await goOn(producer);
    await producer.locator('.govuk-error-summary').waitFor();
    await lookAtAnswer(producer, 'batches-start-errors');
    pile.lay([]);
    await producer.getByLabel('COUNTER-2').check();
    await producer.getByRole('button', { name: 'Begin to make them' }).click();
    await producer.getByRole('button', { name: 'Stop' }).waitFor();
    await lookAt(producer, 'batches-running');
    await producer.getByRole('button', { name: 'Stop' }).click();
    await producer.getByRole('button', { name: 'Go on making them' }).waitFor();
    await lookAt(producer, 'batches-stopped');

    const chips = await Promise.all(Array.from({ length: SIZE }, () => counter.aChip()));
    pile.lay(chips.map((chip) => ({ chip })));
    await producer.getByLabel('COUNTER-2').check();
    await producer.getByRole('button', { name: 'Go on making them' }).click();
    await goOn(producer);
    await producer.getByText('All made').waitFor(WITHIN);
    expect(await producer.getByRole('row', { name: 'In all' }).innerText()).toMatch(/^In all\s+2\s/);
    await lookAt(producer, 'batches-finished');
  });
});
