import type { GuideVisit } from './a-guide-visit.ts';
import { keepPictures } from './keep-pictures.ts';

/** An address that is registered; a year that is due, and one that is late. */
export async function walkEndorsements({ url, at, personOf }: GuideVisit): Promise<void> {
  const clerk = await at('clerk');
  await clerk.goto(`${url}/office/stays/${personOf('due')}/declare`);
  const type = async () => {
    await clerk.locator('#address').fill('示例市示例区样本路 7 号');
    await clerk.locator('#from').fill('2026-11-02');
  };
  await keepPictures(clerk, 'stay', { until: '#paper', again: type });
  await clerk.goto(`${url}/office/endorsements/${personOf('due')}`);
  await keepPictures(clerk, 'endorse');
  await clerk.goto(`${url}/office/endorsements/${personOf('late')}/late`);
  await keepPictures(clerk, 'endorse-late', { again: () => clerk.locator('#told').check() });
}
