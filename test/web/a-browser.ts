import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeViolations } from '../builders/axe-violations.ts';
import { languageOf } from './language-of.ts';

const PICTURES = fileURLToPath(new URL('../output/pages/', import.meta.url));

/** Widths at which every page has to do: a phone held upright, and a counter's screen. */
export const WIDTHS = [400, 1280] as const;

/** So long a page may take where many tests share two cores. */
const PATIENCE_MS = 90_000;

/** How somebody looks at the pages. */
export type Look = {
  readonly language?: 'zh' | 'en';
  readonly width?: (typeof WIDTHS)[number];
  /** `none`: as in a browser without script. */
  readonly script?: 'none';
};

/** A screen of its own: its cookies, its language, its size. */
export async function aScreen(
  browser: Browser,
  { language = 'zh', width = 1280, script }: Look = {},
): Promise<BrowserContext> {
  const screen = await browser.newContext({
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    viewport: { width, height: 900 },
    javaScriptEnabled: script !== 'none',
  });
  screen.setDefaultTimeout(PATIENCE_MS);
  return screen;
}

/** Expects that axe finds nothing on the page. */
export async function expectAccessible(page: Page): Promise<void> {
  const violations = await axeViolations(page);
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  expect(found, page.url()).toEqual([]);
}

/** Keeps what the page looks like, for people: in the folder `test/output/pages`. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const { width = 0 } = page.viewportSize() ?? {};
  // With what the page shows: pictures come after it.
  await page.waitForLoadState();
  await page.screenshot({ path: join(PICTURES, `${name}-${await languageOf(page)}-${width}.png`), fullPage: true });
}

/** Expects that nothing stands out of the page to the side. */
export async function expectToFit(page: Page): Promise<void> {
  // As text: what runs in the page is none of the types of Node.
  const over = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expect(over, page.url()).toBe(0);
}
