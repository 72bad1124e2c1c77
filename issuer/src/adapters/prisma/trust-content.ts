import type { PlainDate } from '@residence-permit/shared/plain-date';
import { toDateColumn } from './columns.ts';
import type { Prisma } from './generated/client.ts';
import { makeCatalogueStore } from './catalogue-store.ts';
import type { PublishedCatalogue } from '../../use-cases/ports/index.ts';

type Reads = Pick<
  Prisma.TransactionClient,
  'terminalCertificate' | 'terminal' | 'catalogueVersion' | 'catalogueProposal'
>;

/** References of revoked terminals whose certificates have not ended by a day: what a verifier has to know of them. */
export async function revokedReferences(db: Reads, today: PlainDate): Promise<readonly string[]> {
  const rows = await db.terminalCertificate.findMany({
    where: { expiry: { gte: toDateColumn(today) }, terminal: { state: 'REVOKED' } },
    select: { reference: true },
    orderBy: { reference: 'asc' },
  });
  return rows.map(({ reference }) => reference);
}

/** The newest catalogue that was published in the database, if any. */
export function newestCatalogue(db: Prisma.TransactionClient): Promise<PublishedCatalogue | undefined> {
  return makeCatalogueStore({ db }).newest();
}

/** Whether a terminal was revoked or a catalogue published since an instant. */
export async function hasTrustChanged(db: Reads, since: Date): Promise<boolean> {
  const revoked = await db.terminal.findFirst({ where: { revokedAt: { gte: since } }, select: { id: true } });
  if (revoked !== null) return true;
  const where = { publishedAt: { gte: since } };
  return (await db.catalogueVersion.findFirst({ where, select: { version: true } })) !== null;
}
