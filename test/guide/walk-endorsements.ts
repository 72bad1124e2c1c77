import type { GuideVisit } from './a-guide-visit.ts';
import { keepPictures } from './keep-pictures.ts';

/** A year that is due, and one that is late. */
export async function walkEndorsements({ url, at, personOf }: GuideVisit): Promise<void> {
  const clerk = await at('clerk');
  await clerk.goto(`${url}/office/endorsements/${personOf('due')}`);
  await keepPictures(clerk, 'endorse');
  await clerk.goto(`${url}/office/endorsements/${personOf('late')}/late`);
  await keepPictures(clerk, 'endorse-late', { again: () => clerk.locator('#told').check() });
}
