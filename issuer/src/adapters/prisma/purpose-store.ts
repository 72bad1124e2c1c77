import type { PublishedPurposes, PurposeEntries, PurposeProposal, PurposeStore } from '../../use-cases/ports/index.ts';
import { fromInstantColumn, present, same, toInstantColumn } from './columns.ts';
import type { PurposeProposalModel, PurposeVersionModel } from './generated/models.ts';
import { requireOne } from './require-one.ts';
import type { StoreContext } from './store-context.ts';

/** The published purposes in the database, and those that wait for a second person. */
export function makePurposeStore({ db }: Pick<StoreContext, 'db'>): PurposeStore {
  return {
    async newest() {
      const row = await db.purposeVersion.findFirst({ orderBy: { version: 'desc' } });
      return row === null ? undefined : toPurposes(row);
    },
    async find(version) {
      const row = await db.purposeVersion.findUnique({ where: { version } });
      return row === null ? undefined : toPurposes(row);
    },
    async insertProposal({ id, office, terminal, proposedBy, proposedAt }) {
      const row = { id, proposedBy, proposedAt: toInstantColumn(proposedAt) };
      await db.purposeProposal.create({ data: { ...row, ...columnsOf({ office, terminal }) } });
    },
    async findProposal(id) {
      const row = await db.purposeProposal.findUnique({ where: { id } });
      return row === null ? undefined : toProposal(row);
    },
    async listProposals(take) {
      const where = { publishedBy: null };
      const rows = await db.purposeProposal.findMany({ where, orderBy: { proposedAt: 'desc' }, take });
      return rows.map(toProposal);
    },
    async publish({ id, office, terminal }, { version, accountId: publishedBy, at }) {
      const where = { id, publishedBy: null };
      const data = { publishedBy, publishedVersion: version };
      requireOne(await db.purposeProposal.updateMany({ where, data }), 'the purposes');
      const row = { version, publishedBy, publishedAt: toInstantColumn(at) };
      await db.purposeVersion.create({ data: { ...row, ...columnsOf({ office, terminal }) } });
    },
  };
}

function toProposal(row: PurposeProposalModel): PurposeProposal {
  const { id, proposedBy, proposedAt, publishedVersion } = row;
  const version = present('publishedVersion', publishedVersion, same);
  return { id, proposedBy, proposedAt: fromInstantColumn(proposedAt), ...entriesOf(row), ...version };
}

function toPurposes(row: PurposeVersionModel): PublishedPurposes {
  return { version: row.version, ...entriesOf(row), publishedAt: fromInstantColumn(row.publishedAt) };
}

function entriesOf(row: Pick<PurposeVersionModel, 'office' | 'terminal'>): PurposeEntries {
  return {
    office: row.office as unknown as PurposeEntries['office'],
    terminal: row.terminal as unknown as PurposeEntries['terminal'],
  };
}

/** As JSON has them: copies whose lists may be written to. */
function columnsOf({ office, terminal }: PurposeEntries) {
  return {
    office: [...office],
    terminal: terminal.map((purpose) => ({ ...purpose, fields: [...purpose.fields], asks: [...purpose.asks] })),
  };
}
