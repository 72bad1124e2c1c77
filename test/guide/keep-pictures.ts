import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Page } from 'playwright-core';
import { atRoot, GUIDE_LANGUAGES, type GuideLanguage, takenPath } from './guide-names.ts';
import { languageOf } from '../web/language-of.ts';
import { leadTo } from './on-page.ts';
import type { PictureName } from './pictures.ts';

const LINKS: Readonly<Record<GuideLanguage, string>> = { zh: '中文', en: 'English' };
/** Around what is shown, in pixels. */
const MARGIN = 20;
/** A picture is to be taken in at a glance. */
const MOST_HIGH = 1200;

/** What of the page a picture shows; its main part when nothing is said. */
export type Cut = {
  /** The whole width of the page, with its head. */
  readonly isWhole?: true;
  /** The last thing to be seen. */
  readonly until?: string;
  /** Brings the page to where it is to be seen; done in each language, as changing that loads the page anew. */
  readonly again?: () => Promise<void>;
};

/** Keeps a picture of the page in each language. The page stays in the last one. */
export async function keepPictures(page: Page, name: PictureName, cut: Cut = {}): Promise<void> {
  const first = await languageOf(page);
  for (const language of GUIDE_LANGUAGES.toSorted((one) => (one === first ? -1 : 1))) {
    if (language !== first) {
      await leadTo(page, () => page.getByRole('link', { name: LINKS[language], exact: true }).click());
    }
    await cut.again?.();
    await keep(page, takenPath(language, name), cut);
  }
}

async function keep(page: Page, path: string, { isWhole, until }: Cut): Promise<void> {
  const file = atRoot(path);
  await mkdir(dirname(file), { recursive: true });
  // Without the mark of the focus and of the mouse, which stand wherever the last press was; boxes are measured from the top.
  await page.evaluate('document.activeElement?.blur(); window.scrollTo(0, 0)');
  await page.mouse.move(0, 0);
  const main = await boxOf(page, 'main');
  const last = until === undefined ? main : await boxOf(page, until);
  const foot = last.y + last.height + (until === undefined ? 0 : MARGIN);
  const clip =
    isWhole === true
      ? { x: 0, y: 0, width: page.viewportSize()?.width ?? 0, height: foot }
      : { x: main.x - MARGIN, y: main.y, width: main.width + 2 * MARGIN, height: Math.min(foot - main.y, MOST_HIGH) };
  await page.screenshot({ path: file, fullPage: true, clip });
}

async function boxOf(page: Page, selector: string) {
  const box = await page.locator(selector).first().boundingBox();
  if (box === null) throw new RangeError(`picture: want ${selector} on ${page.url()}`);
  return box;
}
