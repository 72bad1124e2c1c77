import type { Page } from 'playwright-core';
import { expectAccessible, expectToFit, keepPicture, WIDTHS } from './a-browser.ts';

/** Looks at a page that its address alone does not bring back, such as a form with errors, in its language and at both widths. */
export async function lookAsItStands(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await expectToFit(page);
    await keepPicture(page, name);
  }
  await expectAccessible(page);
  if (before !== null) await page.setViewportSize(before);
}
