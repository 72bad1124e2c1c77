import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { expectChinese } from './expect-chinese.ts';
import { languageOf } from './language-of.ts';
import { lookAsItStands } from './look-as-it-stands.ts';

/**
 * Looks at what answered a form, such as its errors or a receipt: in both languages and at both widths. The browser sends the form
 * again for it, which the service takes once; the page is as it was afterwards. Nothing may have been typed since.
 * @param typed what the test wrote into the form in Latin letters, which a Chinese page shows as it is
 */
export async function lookAtAnswer(page: Page, name: string, typed: readonly string[] = []): Promise<void> {
  const own = await languageOf(page);
  const look = async () => {
    if ((await languageOf(page)) === 'zh') await expectChinese(page, typed);
    await lookAsItStands(page, name);
  };
  const answer = await partsOf(page);
  await look();
  await sendAgainIn(own === 'zh' ? 'en' : 'zh', page);
  expect(await partsOf(page), `${name} in the other language`).toEqual(answer);
  await look();
  await sendAgainIn(own, page);
  expect(await partsOf(page), `${name} afterwards`).toEqual(answer);
}

/** What of an answer is the same in every language: its fields, errors, panels and buttons. */
function partsOf(page: Page): Promise<readonly string[]> {
  return page
    .locator('main [id], main button, main .govuk-panel, main .govuk-inset-text, .govuk-error-summary')
    .evaluateAll((elements) => elements.map(({ id, className }) => `#${id} .${className}`));
}

/** The link to a language would ask for the address alone: its cookie is taken beside the page, which is then sent again. */
async function sendAgainIn(language: 'zh' | 'en', page: Page): Promise<void> {
  const link = new URL(`/preferences?language=${language}`, page.url());
  await page.context().request.get(link.href, { maxRedirects: 0 });
  await page.reload();
}
