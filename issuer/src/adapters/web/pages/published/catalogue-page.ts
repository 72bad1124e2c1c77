import { CatalogueView } from '../../../http/api/catalogue/catalogue-routes.ts';
import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { showPage } from '../../page/shown.ts';
import { versionAsked, versionShown } from './version.ts';

const DAY_S = 86_400;

/** Who grants what, with which conditions: the catalogue of entitlements as it was published, for everybody to read. */
export const cataloguePage: PageDefinition = { path: '/catalogue', access: 'public', show: showCatalogue };

async function showCatalogue(page: PageRequest): Promise<Shown> {
  const read = await page.ask('readCatalogue', { query: versionAsked(page), reply: CatalogueView });
  if (read.kind === 'problem') return read;
  const { entries, version, publishedAt } = read.body;
  const grantors = [...new Set(entries.map(({ grantor }) => grantor))];
  const { say, has, language } = page;
  return showPage('published/catalogue', {
    ...versionShown(page, { version, publishedAt }),
    departments: grantors.map((grantor) => ({
      name: has(`standing.department.${grantor}`) ? say(`standing.department.${grantor}`) : grantor,
      kinds: entries
        .filter((entry) => entry.grantor === grantor)
        .map((entry) => ({
          title: entry.titles[language],
          model: say(`standing.model.${entry.model}`),
          isOpen: entry.isOpen,
          isOnCard: entry.isOnCard,
          survivesSuspension: entry.survivesSuspension,
          budgetDays: Math.round(entry.stalenessBudget / DAY_S),
        })),
    })),
  });
}
