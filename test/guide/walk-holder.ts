import type { Page } from 'playwright-core';
import { DEMO_PEOPLE, type Story } from '../office-demo/demo-people.ts';
import type { GuideVisit } from './a-guide-visit.ts';
import { keepPictures } from './keep-pictures.ts';
import { leadTo } from './on-page.ts';
import type { PictureName } from './pictures.ts';

const TAPS = [
  { name: 'tap-pass', story: 'entitled', point: 'clinic' },
  { name: 'tap-not-covered', story: 'due', point: 'clinic' },
  { name: 'tap-renew', story: 'late', point: 'housing-office' },
  { name: 'tap-card-problem', story: 'lost', point: 'clinic' },
] as const satisfies readonly { readonly name: PictureName; readonly story: Story; readonly point: string }[];

/** What holders see: the screens of service points, and their own pages. */
export async function walkHolder(visit: GuideVisit): Promise<void> {
  const stranger = await visit.aStranger();
  for (const { name, ...tapped } of TAPS) {
    await stranger.goto(`${visit.url}/demonstration/tap`);
    const again = () => tap(visit, stranger, tapped);
    // What a service point reads is seen only where the card passes.
    await keepPictures(stranger, name, name === 'tap-pass' ? { again } : { again, until: '.office-tap' });
  }
  const holder = await visit.at('holder');
  await ownPages(visit, holder);
  const refused = await visit.at('refused.holder');
  await refused.goto(`${visit.url}/me/cases/${visit.caseOf('refused').split('/').at(-1) ?? ''}`);
  await keepPictures(refused, 'me-appeal');
}

async function tap(
  { url }: GuideVisit,
  page: Page,
  { story, point }: { readonly story: Story; readonly point: string },
): Promise<void> {
  await page.goto(`${url}/demonstration/tap`);
  await page.getByLabel(DEMO_PEOPLE[story].name, { exact: true }).check();
  await page.locator(`input[name=servicePoint][value="${point}"]`).check();
  await leadTo(page, () => page.locator('main button').click());
}

async function ownPages({ url }: GuideVisit, holder: Page): Promise<void> {
  const pages = ['data', 'looks', 'entitlements', 'loss', 'data/correction', 'file'] as const;
  await keepPictures(holder, 'me', { isWhole: true });
  for (const path of pages) {
    await holder.goto(`${url}/me/${path}`);
    await keepPictures(holder, path === 'data/correction' ? 'me-correction' : `me-${path}`);
  }
}
