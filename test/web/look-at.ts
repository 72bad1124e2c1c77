import type { Page } from 'playwright-core';
import { expectChinese } from './expect-chinese.ts';
import { languageOf } from './language-of.ts';
import { expectAccessible, expectToFit, keepPicture, WIDTHS } from './a-browser.ts';

/**
 * Looks at the page that stands there in both languages and at both widths: nothing for axe to find, nothing that stands out to the
 * side, and a picture of each kept. The page is as it was afterwards.
 */
export async function lookAt(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  for (const language of (await languageOf(page)) === 'en' ? ['中文', 'English'] : ['English', '中文']) {
    await page.getByRole('link', { name: language, exact: true }).click();
    if (language === '中文') await expectChinese(page);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await expectToFit(page);
      await keepPicture(page, name);
      await expectAccessible(page);
    }
  }
  if (before !== null) await page.setViewportSize(before);
}
