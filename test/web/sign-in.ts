import type { Page } from 'playwright-core';
import { PASSWORD } from '../office/served/served-office.ts';

/** Signs in at the page, as a person does: by keyboard alone. */
export async function signIn(page: Page, base: string, login: string): Promise<void> {
  await page.goto(`${base}/sign-in`);
  await page.locator('#login').focus();
  await page.keyboard.type(login);
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${base}/office`);
}

/** Shows the password again, where the page asks for it before it goes on. */
export async function proveAgain(page: Page, password = PASSWORD): Promise<void> {
  await page.locator('#password').fill(password);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}
