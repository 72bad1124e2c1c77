import { launchChromium } from '../builders/launch-chromium.ts';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { aVisit, good } from '../office-demo/a-visit.ts';
import { DEMO_PEOPLE, type Story } from '../office-demo/demo-people.ts';
import { demoPlaces } from '../office-demo/demo-places.ts';
import { DemoProcess } from '../office-demo/demo-process.ts';
import { findRecord } from '../office-demo/demo-record.ts';
import { DEMO_LOGINS, type DemoLogin } from '../office-demo/demo-staff.ts';
import { aScreen } from '../web/a-browser.ts';
import { leadTo } from './on-page.ts';

const PASSWORD = DEMO_LOGINS[0]?.password ?? '';

/** A demonstration office and the screens at which its people sit. */
export type GuideVisit = Awaited<ReturnType<typeof aGuideVisit>>;

/** Makes the office in a folder of its own, and opens a browser. */
export async function aGuideVisit() {
  const root = mkdtempSync(join(tmpdir(), 'permit-guide-'));
  // PostgreSQL runs as another user than root.
  chmodSync(root, 0o755);
  const places = demoPlaces(join(root, 'office'));
  const running = new DemoProcess('--folder', places.folder, '--port', '0', '--reader', 'in-process');
  const [{ url }, browser] = await Promise.all([running.opened(), launchChromium()]);
  const record = await findRecord(places.record);
  if (record === undefined) throw new Error('no record');
  const visit = aVisit(url, record);
  const screens = new Map<DemoLogin, Promise<Page>>();

  async function aStranger(): Promise<Page> {
    return (await aScreen(browser)).newPage();
  }
  async function signedIn(login: DemoLogin): Promise<Page> {
    const page = await aStranger();
    await page.goto(`${url}/sign-in`);
    await page.locator('#login').fill(login);
    await page.locator('#password').fill(PASSWORD);
    await leadTo(page, () => page.keyboard.press('Enter'));
    return page;
  }

  return {
    url,
    /** Of every account. */
    password: PASSWORD,
    /** A screen at which nobody is signed in. */
    aStranger,
    /** The screen of that account, signed in once. */
    at: (login: DemoLogin): Promise<Page> => {
      const known = screens.get(login) ?? signedIn(login);
      screens.set(login, known);
      return known;
    },
    /** The address of somebody's case. */
    caseOf: (story: Story): string => {
      const { number, applicationId } = visit.refOf(story);
      return `${url}/office/cases/${number}/${applicationId}`;
    },
    /** The record that is kept of somebody. */
    personOf: (story: Story): string => visit.refOf(story).personId,
    /** Lays a blank of the vault or somebody's card on the reader, or takes away what lies there. */
    lay: async (what: Story | 'blank' | 'none'): Promise<void> => {
      const cards = await visit.cards();
      const isIt = (card: (typeof cards)[number]) =>
        what === 'blank'
          ? card.account === 'VAULT'
          : what !== 'none' && card.front?.holderName === DEMO_PEOPLE[what].name;
      const serial = cards.find(isIt)?.serial;
      good(await visit.demonstration('PUT', '/reader', what === 'none' ? {} : { serial }));
    },
    /** Shows the password again, where a page asks for it before it goes on. */
    prove: async (page: Page): Promise<void> => {
      if ((await page.locator('input[name=method]').count()) === 0) return;
      await page.locator('#password').fill(PASSWORD);
      await leadTo(page, () => page.keyboard.press('Enter'));
    },
    close: async (): Promise<void> => {
      await browser.close();
      await running.end('SIGTERM');
      rmSync(root, { recursive: true, force: true });
    },
  };
}
