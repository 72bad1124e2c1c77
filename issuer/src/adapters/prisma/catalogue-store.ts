import type {
  CatalogueEntry,
  CatalogueProposal,
  CatalogueStore,
  PublishedCatalogue,
} from '../../use-cases/ports/index.ts';
import { fromInstantColumn, present, same, toInstantColumn } from './columns.ts';
import type { CatalogueProposalModel, CatalogueVersionModel } from './generated/models.ts';
import { requireOne } from './require-one.ts';
import type { StoreContext } from './store-context.ts';

/** The published catalogues in the database, and those that wait for a second person. */
export function makeCatalogueStore({ db }: Pick<StoreContext, 'db'>): CatalogueStore {
  return {
    async newest() {
      const row = await db.catalogueVersion.findFirst({ orderBy: { version: 'desc' } });
      return row === null ? undefined : toCatalogue(row);
    },
    async find(version) {
      const row = await db.catalogueVersion.findUnique({ where: { version } });
      return row === null ? undefined : toCatalogue(row);
    },
    async insertProposal({ id, entries, proposedBy, proposedAt }) {
      const row = { id, proposedBy, proposedAt: toInstantColumn(proposedAt) };
      await db.catalogueProposal.create({ data: { ...row, entries } });
    },
    async findProposal(id) {
      const row = await db.catalogueProposal.findUnique({ where: { id } });
      return row === null ? undefined : toProposal(row);
    },
    async listProposals(take) {
      const where = { publishedBy: null };
      const rows = await db.catalogueProposal.findMany({ where, orderBy: { proposedAt: 'desc' }, take });
      return rows.map(toProposal);
    },
    async publish({ id, entries }, { version, accountId: publishedBy, at }) {
      const where = { id, publishedBy: null };
      const data = { publishedBy, publishedVersion: version };
      requireOne(await db.catalogueProposal.updateMany({ where, data }), 'the catalogue');
      const row = { version, kinds: entries, publishedBy, publishedAt: toInstantColumn(at) };
      await db.catalogueVersion.create({ data: row });
    },
  };
}

function toProposal(row: CatalogueProposalModel): CatalogueProposal {
  return {
    id: row.id,
    proposedBy: row.proposedBy,
    proposedAt: fromInstantColumn(row.proposedAt),
    entries: row.entries as unknown as readonly CatalogueEntry[],
    ...present('publishedVersion', row.publishedVersion, same),
  };
}

function toCatalogue({ version, kinds, publishedAt }: CatalogueVersionModel): PublishedCatalogue {
  const entries = kinds as unknown as readonly CatalogueEntry[];
  return { version, entries, publishedAt: fromInstantColumn(publishedAt) };
}
