import type { Evidence, EvidenceStore } from '../../use-cases/ports/index.ts';
import {
  fromDateColumn,
  fromInstantColumn,
  present,
  same,
  toBytesColumn,
  toDateColumn,
  toInstantColumn,
} from './columns.ts';
import type { EvidenceModel } from './generated/models.ts';
import type { StoreContext } from './store-context.ts';

/** What is known of the papers of a case; their content lies sealed in the evidence files. */
export function makeEvidenceStore({ db }: StoreContext): EvidenceStore {
  return {
    async insert({ address, addedAt, retainUntil, applicationId, ...rest }) {
      await db.evidence.create({
        data: {
          ...rest,
          keyId: rest.personId,
          applicationId: applicationId ?? null,
          address: toBytesColumn(address),
          addedAt: toInstantColumn(addedAt),
          retainUntil: toDateColumn(retainUntil),
        },
      });
    },
    async find(id) {
      const row = await db.evidence.findUnique({ where: { id } });
      return row === null || row.removedAt !== null ? undefined : toEvidence(row);
    },
    async ofApplication(applicationId) {
      const rows = await db.evidence.findMany({
        where: { applicationId, removedAt: null },
        orderBy: { addedAt: 'asc' },
      });
      return rows.map(toEvidence);
    },
    async retain(applicationId, { types, until }) {
      const where = { applicationId, type: { in: [...types] }, removedAt: null };
      await db.evidence.updateMany({ where, data: { retainUntil: toDateColumn(until) } });
    },
  };
}

function toEvidence(row: EvidenceModel): Evidence {
  const { id, personId, keyId, type, mediaType, size, addedBy } = row;
  return {
    id,
    personId,
    keyId,
    type,
    mediaType,
    size,
    addedBy,
    address: row.address,
    source: row.source as Evidence['source'],
    addedAt: fromInstantColumn(row.addedAt),
    retainUntil: fromDateColumn(row.retainUntil),
    ...present('applicationId', row.applicationId, same),
  };
}
