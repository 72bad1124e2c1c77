import type { PlainDate } from '@residence-permit/shared/plain-date';
import { toDateColumn } from './columns.ts';
import type { Prisma } from './generated/client.ts';
import { makeCatalogueStore } from './catalogue-store.ts';
import { makePurposeStore } from './purpose-store.ts';
import type { PublishedCatalogue, PublishedPurposes } from '../../use-cases/ports/index.ts';

type Reads = Pick<
  Prisma.TransactionClient,
  | 'terminalCertificate'
  | 'terminal'
  | 'catalogueVersion'
  | 'catalogueProposal'
  | 'grantWithdrawal'
  | 'purposeVersion'
  | '$queryRaw'
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

/**
 * Ids of grants that were taken back, that would still be running on a day and may stand on a card, under every id that a card
 * of the permit knows them by. Once their last day is over the card itself says so.
 */
export async function withdrawnGrantIds(
  db: Pick<Reads, '$queryRaw'>,
  today: PlainDate,
): Promise<readonly Uint8Array[]> {
  const rows = await db.$queryRaw<readonly { readonly id: Uint8Array }[]>`
    WITH withdrawn AS (
      SELECT g.id, g.grant_ref, g.permit_id FROM grant_withdrawal w
      JOIN permit_grant g ON g.id = w.grant_id JOIN permit p ON p.id = g.permit_id
      WHERE w.state = 'APPROVED' AND w.record_version IS NOT NULL AND g.through_date >= ${toDateColumn(today)}::date
        AND p.state = 'IN_FORCE')
    SELECT grant_ref AS id FROM withdrawn
    UNION SELECT decode(part ->> 'grantRef', 'hex') FROM withdrawn
      JOIN card_carry c ON c.permit_id = withdrawn.permit_id
      CROSS JOIN LATERAL jsonb_array_elements(c.grants -> withdrawn.id::text) AS part`;
  return rows.map(({ id }) => new Uint8Array(id));
}

/** The newest catalogue that was published in the database, if any. */
export function newestCatalogue(db: Prisma.TransactionClient): Promise<PublishedCatalogue | undefined> {
  return makeCatalogueStore({ db }).newest();
}

/** The newest purposes that were published in the database, if any. */
export function newestPurposes(db: Prisma.TransactionClient): Promise<PublishedPurposes | undefined> {
  return makePurposeStore({ db }).newest();
}

/** Whether a terminal was revoked, a grant taken back, a catalogue or purposes published since an instant. */
export async function hasTrustChanged(db: Reads, since: Date): Promise<boolean> {
  const revoked = await db.terminal.findFirst({ where: { revokedAt: { gte: since } }, select: { id: true } });
  if (revoked !== null) return true;
  const taken = { state: 'APPROVED', decidedAt: { gte: since } };
  const withdrawn = await db.grantWithdrawal.findFirst({ where: taken, select: { id: true } });
  if (withdrawn !== null) return true;
  const where = { publishedAt: { gte: since } };
  const select = { version: true };
  if ((await db.catalogueVersion.findFirst({ where, select })) !== null) return true;
  return (await db.purposeVersion.findFirst({ where, select })) !== null;
}
