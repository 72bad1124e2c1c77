import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/**
 * What may stand in Latin letters on a Chinese page: the link to the other language, formats of files, numbers of cases, serials
 * of chips, and names that the test itself gave to counters, readers, drawers and the like.
 */
const ALLOWED = [
  /\bSAMPLE-[A-Z]+-P-\d{4}-\d{6}\b/g,
  /\bEnglish\b/g,
  /\b(PDF|JPEG|PNG|CSV|UTF-8|kB|MB)\b/g,
  /\bSAMPLE-[A-Z]+-\d{4}-\d{6}\b/g,
  /\bCOUNTER-\d+\b/g,
  /\b[A-Z]-\d+\b/g,
  /\bX\b/g,
  /\breader \d+\b/g,
  /\b[0-9a-f]{20}\b/g,
  // Permits, organisations by their unified social credit code, terminals of the tests, ends of ids.
  /\b[0-9A-Z]{18}\b/g,
  /\bMATRIX\b/g,
  /\b[0-9a-f]{8}\b/g,
];

/**
 * Expects no English on a page that is shown in Chinese: in its text, its title and its names for screen readers.
 * @param typed what the test itself wrote there in Latin letters
 */
export async function expectChinese(page: Page, typed: readonly string[] = []): Promise<void> {
  const labels = await page
    .locator('[aria-label], [alt]')
    .evaluateAll((elements) =>
      elements.map((element) => element.getAttribute('aria-label') ?? element.getAttribute('alt') ?? ''),
    );
  // Codes of machines are the same in every language.
  const codes = await page.locator('code').allInnerTexts();
  const said = [await page.title(), await page.locator('body').innerText(), ...labels].join('\n');
  const words = [...codes, ...typed].reduce((text, own) => text.replaceAll(own, ''), said);
  const rest = ALLOWED.reduce((text, allowed) => text.replaceAll(allowed, ''), words);
  expect(rest.match(/[A-Za-z]{2,}[^\n]*/g) ?? [], page.url()).toEqual([]);
}
