import type { Page } from 'playwright-core';

/** The language in which a page stands. */
export async function languageOf(page: Page): Promise<'zh' | 'en'> {
  return (await page.locator('html').getAttribute('lang')) === 'en' ? 'en' : 'zh';
}
