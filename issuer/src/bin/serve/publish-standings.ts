import {
  hasTrustChanged,
  newestCatalogue,
  newestPurposes,
  revokedReferences,
  standingsOfDatabase,
  withdrawnGrantIds,
} from '../../adapters/prisma/index.ts';
import type { JobHandler } from '../../adapters/jobs/index.ts';
import { markServed, publishFolder } from '../publish-folder.ts';
import { kindsOnCards } from '../../use-cases/catalogue/index.ts';
import type { ServiceParts } from './open-service.ts';

/** Files that say the same as those before are signed anew after so many seconds: verifiers count their age. */
const FRESH_S = 1800;

/**
 * The handler of `publish-trust`: signs lists and bundle anew when a card's standing, a terminal's or the catalogue has
 * changed since the last time, or when the files grow old. Several calls at once come to one publication.
 */
export function makePublishStandings({ database, office, clock }: ServiceParts): JobHandler {
  const { prisma } = database;
  return async () => {
    const takenAt = new Date(clock() * 1000);
    if (!(await isDue(takenAt))) return;
    const floors = (await office.register.read()).sequences;
    const takeStandings = standingsOfDatabase({
      // What the ceremony published before there was a service has taken the first numbers.
      floors,
      transaction: database.transaction,
      rootVersion: office.authority.rootFile.version,
      currentUri: office.authority.statusUri,
      findRevokedTerminals: async () => {
        const enrolled = await revokedReferences(prisma, office.today());
        return [...new Set([...(await office.register.read()).revokedTerminals, ...enrolled])];
      },
      findWithdrawnGrants: () => withdrawnGrantIds(prisma, office.today()),
    });
    let numbers = { bundleSeq: 0, statusSeq: 0, lists: 0 };
    const published = await newestCatalogue(prisma);
    const purposes = await newestPurposes(prisma);
    const catalogue = {
      kinds: published === undefined ? office.catalogue.kinds : kindsOnCards(published),
      purposes: purposes?.terminal ?? office.catalogue.purposes,
    };
    await publishFolder(
      { ...office, catalogue },
      {
        folder: office.paths.trust,
        takeStandings: async () => {
          const standings = await takeStandings();
          const { bundle: bundleSeq, status: statusSeq } = standings.sequences;
          numbers = { bundleSeq, statusSeq, lists: standings.uris.length };
          return standings;
        },
      },
    );
    await prisma.publication.create({ data: { ...numbers, publishedAt: takenAt } });
    await markServed(office);
  };

  async function isDue(now: Date): Promise<boolean> {
    const last = await prisma.publication.findFirst({ orderBy: { bundleSeq: 'desc' } });
    if (last === null || now.getTime() - last.publishedAt.getTime() > FRESH_S * 1000) return true;
    // Whole seconds: what changed in the second of the last publication may not be in it.
    const changed = { standingChangedAt: { gte: last.publishedAt } };
    const card = await prisma.card.findFirst({ where: changed, select: { cardNumber: true } });
    return card !== null || hasTrustChanged(prisma, last.publishedAt);
  }
}
