import { withSession } from '@residence-permit/issuer/database';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { launchChromium } from '../builders/launch-chromium.ts';
import { aServedOffice, type ServedOffice } from '../office/served/served-office.ts';
import { aScreen, expectAccessible, keepPicture } from './a-browser.ts';
import { proveAgain, signIn } from './sign-in.ts';

/** The shortest that the settings take: the page warns after half of it. */
const IDLE_S = 60;
/** Giving a form back takes the database this long, so that a browser which is sent on too early finds nothing. */
const SLOW_TO_KEEP = `
  CREATE FUNCTION keep_slowly() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(2); RETURN NEW; END $$;
  CREATE TRIGGER keep_slowly BEFORE UPDATE ON account_session
    FOR EACH ROW WHEN (NEW.sess ->> 'kept' IS NOT NULL) EXECUTE FUNCTION keep_slowly()`;
const WITHIN = { timeout: 90_000 };
const ADDRESS = '示例市样本路1号';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

let office: ServedOffice;
let base: string;
let browser: Browser;

beforeAll(async () => {
  office = await aServedOffice({ environment: { PERMIT_IDLE_SECONDS: String(IDLE_S) } });
  const service = await office.serve();
  base = service.url;
  await office.staff(service, { clerk: 'clerk' });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const warning = (page: Page) => page.locator('.office-timeout');

describe('a session that is about to end', () => {
  it('says so and counts down, goes on when its user stays, and keeps the form when they do not', async () => {
    const page = await (await aScreen(browser, { language: 'en' })).newPage();
    await signIn(page, base, 'a.clerk');
    await page.goto(`${base}/office/cases/new`);
    await page.locator('#residenceAddress').fill(ADDRESS);
    expect(await warning(page).isVisible()).toBe(false);
    // Signed in beside it, and left alone: the same in Chinese.
    const chinese = await (await aScreen(browser)).newPage();
    await signIn(chinese, base, 'a.clerk');
    await page.getByRole('button', { name: 'Stay signed in' }).waitFor(WITHIN);
    expect(await warning(page).innerText()).toMatch(/signed out in \d+ seconds/);
    await expectAccessible(page);
    await keepPicture(page, 'session-warning');
    await chinese.getByRole('button', { name: '继续工作' }).waitFor(WITHIN);
    await expectAccessible(chinese);
    await keepPicture(chinese, 'session-warning');
    // Twice, so that the session is there after its first end: the warning goes where the service says that it is.
    for (let stayed = 0; stayed < 2; stayed += 1) {
      await page.getByRole('button', { name: 'Stay signed in' }).click(WITHIN);
      await warning(page).waitFor({ state: 'hidden' });
    }

    await chinese.getByText('已自动退出').waitFor(WITHIN);
    await expectAccessible(chinese);
    await keepPicture(chinese, 'session-over');
    await page.getByText('You were signed out').waitFor(WITHIN);
    expect(await page.getByRole('button', { name: 'Stay signed in' }).isVisible()).toBe(false);
    await keepPicture(page, 'session-over');
    await page.getByRole('button', { name: 'Keep the draft and go on' }).click();
    await page.locator('#login').waitFor();
    expect(await page.locator('main').innerText()).toContain('what you typed is kept');
    await withSession({ url: office.database.adminUrl, role: undefined }, (client) => client.query(SLOW_TO_KEEP));
    await page.locator('#login').fill('a.clerk');
    await proveAgain(page);
    expect(await page.locator('#residenceAddress').inputValue()).toBe(ADDRESS);
  });
});
