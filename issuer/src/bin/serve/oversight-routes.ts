import { nodeEd25519 } from '@residence-permit/reader/node';
import { checkpointKeysPath, openAuditLog } from '../../adapters/audit/index.ts';
import { auditRoutes } from '../../adapters/http/api/audit/index.ts';
import { publicationRoutes } from '../../adapters/http/api/publications/index.ts';
import { waitingRoutes } from '../../adapters/http/api/waiting/index.ts';
import type { RouteDefinition } from '../../adapters/http/index.ts';
import { makeProveLog, makeReadLog } from '../../use-cases/audit/index.ts';
import type { InTransaction } from '../../use-cases/ports/index.ts';
import { makeListWaiting } from '../../use-cases/waiting/index.ts';
import { listPublications } from './list-publications.ts';
import type { ServiceParts } from './open-service.ts';

/** Routes for who looks over the work of others: what waits for a second person, the audit log, the ages of the signed files. */
export function oversightRoutes(
  { database, settings, office }: Pick<ServiceParts, 'database' | 'settings' | 'office'>,
  inTransaction: InTransaction,
): readonly RouteDefinition[] {
  const auditLog = openAuditLog({
    pool: database.pool,
    engine: nodeEd25519,
    keysPath: checkpointKeysPath(settings.keys),
    witness: settings.witness,
  });
  const deps = { inTransaction, auditLog };
  return [
    ...waitingRoutes({ listWaiting: makeListWaiting({ inTransaction }) }),
    ...auditRoutes({ readLog: makeReadLog(deps), proveLog: makeProveLog(deps) }),
    ...publicationRoutes({ listPublications: () => listPublications(office.paths.trust) }),
  ];
}
