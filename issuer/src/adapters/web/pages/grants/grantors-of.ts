import { CatalogueView } from '../../../http/api/catalogue/catalogue-routes.ts';
import type { PageRequest } from '../../page/page.ts';
import { departmentName } from './grant-shown.ts';

/** The departments of the published catalogue, to choose one from. */
export async function grantorsOf(
  page: PageRequest,
): Promise<readonly { readonly value: string; readonly text: string }[]> {
  const catalogue = await page.ask('readCatalogue', { reply: CatalogueView });
  const grantors = catalogue.kind === 'reply' ? catalogue.body.entries.map(({ grantor }) => grantor) : [];
  return [...new Set(grantors)].map((value) => ({ value, text: departmentName(page, value) }));
}
