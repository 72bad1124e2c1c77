import { CatalogueView } from '../../../http/api/catalogue/catalogue-routes.ts';
import type { PageDefinition, PageRequest } from '../../page/page.ts';
import type { Own } from './read-own.ts';
import { showOwn } from './show-own.ts';

/** The entitlements of the viewer, and what was used of them. */
export const entitlementsPage: PageDefinition = {
  path: '/me/entitlements',
  access: 'signed-in',
  show: (page) => {
    const dataOf = async (own: Own) => ({ grants: await grantLines(page, own) });
    return showOwn(page, { template: 'entitlements', section: 'entitlements', dataOf });
  },
};

/** Entitlements as lines, each under the title of its kind. */
export async function grantLines(page: PageRequest, { grants }: Own) {
  const catalogue = await page.ask('readCatalogue', { reply: CatalogueView });
  const entries = catalogue.kind === 'reply' ? catalogue.body.entries : [];
  return grants.map((grant) => {
    const entry = entries.find(({ id }) => id === grant.kind);
    return {
      title: entry?.titles[page.language] ?? grant.kind,
      department: departmentWords(page, grant.grantor),
      from: grant.from,
      through: grant.through,
      state: grant.state,
      limit: grant.limit,
      period: grant.period,
      uses: grant.uses,
    };
  });
}

function departmentWords({ say, has }: PageRequest, grantor: string): string {
  return has(`standing.department.${grantor}`) ? say(`standing.department.${grantor}`) : grantor;
}
