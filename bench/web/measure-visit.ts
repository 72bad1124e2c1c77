import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { axeViolations } from '@residence-permit/test/builders/axe-violations';
import { launchChromium } from '@residence-permit/test/builders/launch-chromium';
import type { Browser, Page } from 'playwright-core';
import type { Section } from '../figures.ts';
import { openDemoOffice } from './demo-office.ts';
import { walkToActiveCard } from './issue-walk.ts';

const FIRST_PAGES = ['/', '/demonstration/steps', '/demonstration/tap', '/sign-in'] as const;

/** The office as a newcomer starts it: how long that takes, a card issued in Chromium, and what axe finds on the way. */
export async function measureVisit(): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), 'permit-bench-web-'));
  // The server of the database runs as another user than root.
  await chmod(folder, 0o755);
  const browser = await launchChromium();
  try {
    const first = await openDemoOffice(join(folder, 'office'));
    await first.stop();
    const second = await openDemoOffice(join(folder, 'office'));
    try {
      const { violations, looked, presses } = await visit(browser, second);
      return {
        figures: {
          'web.axe': violations,
          'web.issueClicks': presses,
          'web.firstStartS': first.tookS,
          'web.secondStartS': second.tookS,
        },
        remarks: [
          `axe on ${looked} pages, Chinese and English`,
          'issueClicks: clicks and key presses of clerk, reviewer and producer from signing in to an active card; typing and choosing data is not counted',
          'starts of what `npm start` runs once it is set up: the first makes the office, the second opens it',
        ],
      };
    } finally {
      await second.stop();
    }
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function visit(browser: Browser, { url, password }: { readonly url: string; readonly password: string }) {
  let [violations, looked] = [0, 0];
  const look = async (page: Page): Promise<void> => {
    const { pathname, search } = new URL(page.url());
    for (const language of ['en', 'zh']) {
      const query = new URLSearchParams({ language, back: `${pathname}${search}` });
      await page.goto(`${url}/preferences?${query.toString()}`);
      violations += (await axeViolations(page)).length;
      looked += 1;
    }
  };
  const newPage = async () => (await browser.newContext({ locale: 'zh-CN' })).newPage();
  const visitor = await newPage();
  for (const path of FIRST_PAGES) {
    await visitor.goto(`${url}${path}`);
    await look(visitor);
  }
  const presses = await walkToActiveCard({ url, password, newPage, look });
  return { violations, looked, presses };
}
