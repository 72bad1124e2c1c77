import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../builders/launch-chromium.ts';
import { aServedOffice, type ServedOffice } from '../office/route-matrix/served-office.ts';
import { expectAccessible } from './a-browser.ts';
import { lookAtAnswer } from './look-at-answer.ts';
import { lookAt } from './look-at.ts';
import { signInAs } from './sign-in-as.ts';

let office: ServedOffice;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  office = await aServedOffice();
  browser = await launchChromium();
  page = await signInAs(browser, office, { role: 'holder' });
});
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const open = (path: string) => page.goto(`${office.url}${path}`);
const heading = () => page.locator('h1').innerText();

describe('the pages of a holder', () => {
  it.each([
    { path: '/me', name: 'me', says: 'My residence permit' },
    { path: '/me/data', name: 'me-data', says: 'My data' },
    { path: '/me/looks', name: 'me-looks', says: 'Who looked at my data' },
    { path: '/me/entitlements', name: 'me-entitlements', says: 'My entitlements' },
    { path: '/me/cases', name: 'me-cases', says: 'My cases' },
    { path: '/me/reports', name: 'me-reports', says: 'What others reported of me' },
    { path: '/me/loss', name: 'me-loss', says: 'Report a lost card' },
    { path: '/me/language', name: 'me-language', says: 'Language of messages' },
    { path: '/me/file', name: 'me-file', says: 'My file' },
    { path: '/me/data/correction', name: 'me-correction', says: 'Ask for a correction' },
  ])('are there for everybody to read: $path', async ({ path, name, says }) => {
    const answer = await open(path);
    expect(answer?.status()).toBe(200);
    expect(await heading()).toBe(says);
    await lookAt(page, name);
  });

  it('hold a lost card only after asking again, by keyboard alone', async () => {
    await open('/me/loss');
    await page.getByRole('button', { name: 'Report this card as lost' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/me/loss/confirm');
    expect(await heading()).toContain(office.things.cardNumber);
    await lookAt(page, 'me-loss-confirm');
    await page.getByRole('button', { name: 'Report the card as lost' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/me/loss/done');
    expect(await heading()).toBe('The card is held as lost');
    await lookAt(page, 'me-loss-done');
    await open('/me');
    expect(await page.locator('main').innerText()).toContain('Held as lost');
  });

  it('take what the person says to a report', async () => {
    await open('/me/reports');
    await page.getByRole('button', { name: 'This is not right' }).click();
    await page.waitForURL('**/me/reports?answered=DISPUTED');
    expect(await page.locator('main').innerText()).toContain('Disputed by the person');
    expect(await page.getByRole('button', { name: 'This is not right' }).count()).toBe(0);
    await lookAt(page, 'me-reports-answered');
  });

  it('ask for a correction once nothing stands in its way, and keep what was typed until then', async () => {
    const ask = async () => {
      await page.getByLabel('Hukou address').check();
      await page.locator('#right').fill('示例省样本州示例县四号');
      await page.getByRole('button', { name: 'Ask for the correction' }).click();
    };
    await open('/me/data/correction');
    await page.getByRole('button', { name: 'Ask for the correction' }).click();
    expect(await page.locator('.govuk-error-summary').innerText()).toContain('Choose the fact that is wrong');
    await ask();
    // A case that ends with a card is open: the draft that an employer filed.
    await page.waitForSelector('.govuk-error-summary');
    expect(await page.locator('#right').inputValue()).toBe('示例省样本州示例县四号');
    await lookAtAnswer(page, 'me-correction-errors');
    await open(`/me/cases/${office.things.applicationId}`);
    await lookAt(page, 'me-case');
    await page.getByRole('link', { name: 'Take this application back' }).click();
    await lookAt(page, 'me-withdrawal');
    await page.getByRole('button', { name: 'Take the application back' }).click();
    await page.waitForURL(`**/me/cases/${office.things.applicationId}`);
    await open('/me/data/correction');
    await ask();
    await page.waitForURL('**/me/data/correction/done?case=*');
    expect(await heading()).toBe('The correction was asked for');
    await lookAt(page, 'me-corrected');
  });

  it('file an appeal with its grounds, and say by when it is answered', async () => {
    const { staff, things } = office;
    const own = staff.of('holder', 'own').proved;
    await own.done('post', `/api/v1/appeals/${things.appealId}/withdrawal`);
    await open('/me/cases');
    await page.getByRole('link', { name: 'First residence permit' }).first().click();
    await page.getByRole('button', { name: 'Appeal' }).click();
    await page.waitForURL('**/appeal');
    await page.getByRole('button', { name: 'Appeal' }).click();
    expect(await page.locator('.govuk-error-summary').innerText()).toContain('Enter your grounds');
    await lookAtAnswer(page, 'me-appeal-errors');
    await page.locator('#grounds').fill('服务类别应为二类');
    await page.getByRole('button', { name: 'Appeal' }).click();
    await page.waitForURL('**/appealed');
    expect(await page.locator('main').innerText()).toContain('14 August 2026');
    await lookAt(page, 'me-appealed');
  });

  it('give the own file as data', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.evaluate('location.assign("/me/file.json")'),
    ]);
    const file = JSON.parse(await readFile((await download.path()) ?? '', 'utf8')) as { person: { id: string } };
    expect(file.person.id).toBe(office.things.person.id);
    expect(Object.keys(file)).toEqual(expect.arrayContaining(['cases', 'cards', 'grants', 'looks', 'registrations']));
  });

  it('remember in which language the office writes', async () => {
    await open('/me/language');
    await page.getByLabel('English').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.waitForURL('**/me/language?saved=yes');
    expect(await page.getByLabel('English').isChecked()).toBe(true);
  });

  it('are nobody else’s', async () => {
    const clerk = await signInAs(browser, office, { role: 'clerk' });
    const answer = await clerk.goto(`${office.url}/me`);
    expect(answer?.status()).toBe(403);
    await expectAccessible(clerk);
    await clerk.context().close();
  });
});
