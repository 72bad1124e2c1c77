import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { InTransaction, PublishedCatalogue } from '../ports/index.ts';
import { catalogueInForce, FIRST_CATALOGUE } from './catalogue-in-force.ts';

/** What holders get, as it was published: the newest version, or the one that is named. For everybody. */
export function makeReadCatalogue({ inTransaction }: { readonly inTransaction: InTransaction }) {
  return ({ version }: { readonly version?: number }): Promise<Outcome<PublishedCatalogue, 'version-unknown'>> =>
    inTransaction<Outcome<PublishedCatalogue, 'version-unknown'>>(
      { accountId: undefined, officeId: '' },
      async (tx) => {
        if (version === undefined) return ok(await catalogueInForce(tx));
        if (version === FIRST_CATALOGUE.version) return ok(FIRST_CATALOGUE);
        const found = await tx.catalogues.find(version);
        return found === undefined ? refused('version-unknown') : ok(found);
      },
    );
}
