import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aServedOffice, type ServedOffice } from '../office/route-matrix/served-office.ts';
import { aBrowser, expectAccessible } from './a-browser.ts';
import { lookAt } from './look-at.ts';
import { signInAs } from './sign-in-as.ts';

let office: ServedOffice;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  office = await aServedOffice();
  browser = await aBrowser();
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

  it('are nobody else’s', async () => {
    const clerk = await signInAs(browser, office, { role: 'clerk' });
    const answer = await clerk.goto(`${office.url}/me`);
    expect(answer?.status()).toBe(403);
    await expectAccessible(clerk);
    await clerk.context().close();
  });
});
