import { join } from 'node:path';
import { makeEvidenceFiles } from '../../adapters/evidence/evidence-files.ts';
import { makeInTransaction } from '../../adapters/prisma/index.ts';
import type { EvidenceFiles, InTransaction } from '../../use-cases/ports/index.ts';
import { systemRandom } from '../office-folder.ts';
import { makeTell } from './make-tell.ts';
import type { ServiceParts } from './open-service.ts';

/** What every use case of the service works with. */
export type OfficeWork = { readonly inTransaction: InTransaction; readonly files: EvidenceFiles };

/** The stores of the service over its database, keys and queues. */
export function openWork({
  database,
  personKeys,
  keys,
  clock,
  jobs,
  outbox,
  office,
  settings,
}: ServiceParts): OfficeWork {
  const inTransaction = makeInTransaction({
    transaction: database.transaction,
    keys: personKeys,
    indexKey: keys.privacy.index,
    clock,
    random: systemRandom,
    statusBase: office.authority.statusUri.replace(/\d+$/, ''),
    enqueue: (db, job) => jobs.enqueue(db, job),
    tell: makeTell(outbox),
  });
  return { inTransaction, files: makeEvidenceFiles({ folder: join(settings.data, 'evidence'), keys: personKeys }) };
}
