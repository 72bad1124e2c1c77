import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { InTransaction, PublishedPurposes } from '../ports/index.ts';
import { FIRST_PURPOSES, purposesInForce } from './purposes-in-force.ts';

/** What data of people is seen for, as it was published: the newest version, or the one that is named. For everybody. */
export function makeReadPurposes({ inTransaction }: { readonly inTransaction: InTransaction }) {
  return ({ version }: { readonly version?: number }): Promise<Outcome<PublishedPurposes, 'version-unknown'>> =>
    inTransaction<Outcome<PublishedPurposes, 'version-unknown'>>({ accountId: undefined, officeId: '' }, async (tx) => {
      if (version === undefined) return ok(await purposesInForce(tx));
      if (version === FIRST_PURPOSES.version) return ok(FIRST_PURPOSES);
      const found = await tx.purposes.find(version);
      return found === undefined ? refused('version-unknown') : ok(found);
    });
}
