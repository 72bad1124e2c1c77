import type { Browser, Page } from 'playwright-core';
import type { Role } from '@residence-permit/issuer/domain/rights';
import { PASSWORD } from '../office/route-matrix/staff.ts';
import type { ServedOffice } from '../office/route-matrix/served-office.ts';
import { aScreen, type Look } from './a-browser.ts';

/** Somebody with that role at their own screen, in English unless said otherwise; `side`: of the office of the things, or of another. */
export async function signInAs(
  browser: Browser,
  { url }: Pick<ServedOffice, 'url'>,
  who: { readonly role: Role; readonly side?: 'own' | 'other'; readonly look?: Look },
): Promise<Page> {
  const { role, side = 'own', look = {} } = who;
  const screen = await aScreen(browser, { language: 'en', ...look });
  const page = await screen.newPage();
  await page.goto(`${url}/sign-in`);
  await page.locator('#login').fill(`${role}.${side}`);
  await page.locator('#password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL((address) => ['/me', '/office'].includes(address.pathname));
  return page;
}
