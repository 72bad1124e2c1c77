import type { Page } from 'playwright-core';
import { DEMO_PEOPLE, type Story } from '../office-demo/demo-people.ts';
import type { GuideVisit } from './a-guide-visit.ts';
import { keepPictures } from './keep-pictures.ts';
import { leadTo, press } from './on-page.ts';

/** The other desks: lost cards, the stock, batches, records and appeals to look at again, figures and the log. */
export async function walkDesks(visit: GuideVisit): Promise<void> {
  await lossDesk(visit, await visit.at('clerk'));
  await stock(visit, await visit.at('producer'));
  await supervisor(visit, await visit.at('supervisor'));
  const reviewer = await visit.at('reviewer');
  await reviewer.goto(`${visit.url}/office/reviews`);
  await keepPictures(reviewer, 'reviews');
  await leadTo(reviewer, () => reviewer.locator('a[href*="/office/reviews/duplicate/"]').first().click());
  await keepPictures(reviewer, 'duplicate');
  await auditor(visit, await visit.at('auditor'));
}

async function lossDesk({ url }: GuideVisit, clerk: Page): Promise<void> {
  const find = async (story: Story) => {
    await clerk.goto(`${url}/office/loss`);
    await clerk.locator('#text').fill(DEMO_PEOPLE[story].name);
    await leadTo(clerk, () => clerk.keyboard.press('Enter'));
  };
  await clerk.goto(`${url}/office/loss`);
  await keepPictures(clerk, 'loss-find', { again: () => find('entitled') });
  await leadTo(clerk, () => clerk.locator('main td a, main li a').first().click());
  await keepPictures(clerk, 'loss-phone', { until: 'main form button' });
  await find('lost');
  await leadTo(clerk, () => clerk.locator('main td a, main li a').first().click());
  await keepPictures(clerk, 'loss-lift');
  await clerk.goto(`${url}/office/loss/return`);
  await keepPictures(clerk, 'loss-return');
}

async function stock({ url }: GuideVisit, producer: Page): Promise<void> {
  await producer.goto(`${url}/office/stock`);
  await keepPictures(producer, 'stock');
  await producer.goto(`${url}/office/stock/close`);
  await keepPictures(producer, 'stock-close', { until: '#COUNTER' });
  await producer.goto(`${url}/office/stock/removals`);
  await keepPictures(producer, 'removals');
}

async function supervisor({ url }: GuideVisit, page: Page): Promise<void> {
  await page.goto(`${url}/office/batches`);
  await leadTo(page, () => page.locator('a[href*="/office/batches/"]:not([href$="/new"])').first().click());
  await keepPictures(page, 'batch');
  await page.goto(`${url}/office/reviews`);
  await leadTo(page, () => page.locator('a[href*="/office/reviews/appeal/"]').first().click());
  await keepPictures(page, 'appeal');
  await page.goto(`${url}/office/statistics`);
  await keepPictures(page, 'statistics', { until: 'main table' });
  await page.goto(`${url}/office/status`);
  await keepPictures(page, 'status');
}

async function auditor({ url }: GuideVisit, page: Page): Promise<void> {
  await page.goto(`${url}/office/audit`);
  await keepPictures(page, 'audit');
  await keepPictures(page, 'audit-proof', { until: 'main dl', again: () => press(page, 'audit.prove-button') });
}
