import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** The axe that the package for Playwright brings, as it is made for sending: half as long. */
const ofPlaywright = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright'));
const AXE = readFileSync(ofPlaywright.resolve('axe-core/axe.min.js'), 'utf8');

/** What axe objects to: the rule, and the elements that break it. */
export type Violations = readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];

/**
 * What axe finds on the page by all of its rules for WCAG 2.2 AA and its own. It is put into the page once and asked there: no
 * page of ours has frames, for whose sake its builder would put it in at each call and open another page.
 */
export async function axeViolations(page: Page): Promise<Violations> {
  // As text: what runs in the page is none of the types of Node.
  if (!(await page.evaluate<boolean>('typeof axe === "object"'))) await page.evaluate(AXE);
  return page.evaluate<Violations>('axe.run({ resultTypes: ["violations"] }).then((all) => all.violations)');
}
