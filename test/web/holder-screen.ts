import type { Browser, Page } from 'playwright-core';
import { OfficeClient } from '../office/office-client.ts';
import { good, PASSWORD, prove, type ServedProcess } from '../office/served/served-office.ts';
import { aScreen } from './a-browser.ts';

/** The screen at home of that person, with an account that the administrator of `staff` made for them, signed in at their pages. */
export async function holderScreen(browser: Browser, { url }: ServedProcess, personId: string): Promise<Page> {
  const login = `h.${personId.slice(0, 8)}`;
  const admin = new OfficeClient(url);
  good(await admin.post('/api/v1/session', { login: 'first.admin', password: PASSWORD }));
  await prove(admin, 'manage');
  const roles = [{ role: 'holder', ownerId: personId }];
  const account = { login, displayName: '样本', roles, personId };
  const { setUpCode: code } = good(await admin.post('/api/v1/accounts', account));
  good(await new OfficeClient(url).post('/api/v1/session/set-up', { login, code, password: PASSWORD }));
  const page = await (await aScreen(browser, { width: 400 })).newPage();
  await page.goto(`${url}/sign-in`);
  await page.locator('#login').fill(login);
  await page.locator('#password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${url}/me`);
  return page;
}
