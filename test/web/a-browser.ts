import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';

const PICTURES = fileURLToPath(new URL('../output/pages/', import.meta.url));
/** The axe that the package for Playwright brings. */
const axe = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright'))('axe-core') as {
  readonly source: string;
};
type Violations = readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];

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

/**
 * Expects that axe finds nothing on the page, by all of its rules for WCAG 2.2 AA and its own. It is put into the page once and
 * asked there: no page of ours has frames, for whose sake its builder would put it in at each call and open another page.
 */
export async function expectAccessible(page: Page): Promise<void> {
  if (!(await page.evaluate<boolean>('typeof axe === "object"'))) await page.evaluate(axe.source);
  const violations = await page.evaluate<Violations>(
    'axe.run({ resultTypes: ["violations"] }).then((all) => all.violations)',
  );
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  expect(found, page.url()).toEqual([]);
}

/** Keeps what the page looks like, for people: in the folder `test/output/pages`. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const { width = 0 } = page.viewportSize() ?? {};
  const language = (await page.locator('html').getAttribute('lang')) === 'en' ? 'en' : 'zh';
  await page.screenshot({ path: join(PICTURES, `${name}-${language}-${width}.png`), fullPage: true });
}

/** Expects that nothing stands out of the page to the side. */
export async function expectToFit(page: Page): Promise<void> {
  // As text: what runs in the page is none of the types of Node.
  const over = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expect(over, page.url()).toBe(0);
}
