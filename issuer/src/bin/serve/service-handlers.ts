import { randomUUID } from 'node:crypto';
import { makeSqlIdempotencyStore } from '../../adapters/http/index.ts';
import type { JobHandlers } from '../../adapters/jobs/index.ts';
import { makeRemindHolds } from '../../use-cases/card-life/index.ts';
import { makeRemindEndorsements } from '../../use-cases/endorsements/index.ts';
import { makeExpireGrants } from '../../use-cases/grants/index.ts';
import { makeLapseUnsupplied } from '../../use-cases/applications/index.ts';
import { makeSortReceived } from '../../use-cases/registrations/index.ts';
import { makeLapseUncollected } from '../../use-cases/production/index.ts';
import { makeAuditJobs } from './audit-jobs.ts';
import { makeEndRetention } from './end-retention.ts';
import { makeImportRowJob } from './make-imports.ts';
import type { ServiceParts } from './open-service.ts';
import { openWork } from './open-work.ts';
import { makePublishStandings } from './publish-standings.ts';

/** Puts the workers together: one handler a queue. */
export function makeServiceHandlers(parts: ServiceParts): JobHandlers {
  const { database, outbox, clock } = parts;
  const { inTransaction } = openWork(parts);
  const lapseUncollected = makeLapseUncollected({ inTransaction, clock });
  const remindEndorsements = makeRemindEndorsements({ inTransaction, clock });
  const remindHolds = makeRemindHolds({ inTransaction, clock });
  const expireGrants = makeExpireGrants({ inTransaction, clock });
  const replies = makeSqlIdempotencyStore(database.prisma);
  const lapseUnsupplied = makeLapseUnsupplied({ inTransaction, clock, newId: randomUUID });
  const sortReceived = makeSortReceived({ inTransaction });
  return {
    ...makeAuditJobs(parts),
    'publish-trust': makePublishStandings(parts),
    'lapse-uncollected': async () => {
      await lapseUncollected();
      await lapseUnsupplied();
    },
    'sort-reports': async () => void (await sortReceived()),
    'end-retention': makeEndRetention(parts),
    'remind-endorsement': async () => {
      await remindEndorsements();
      await remindHolds();
    },
    'import-row': makeImportRowJob({ inTransaction, clock, newId: randomUUID, keys: parts.personKeys }),
    'expire-grants': async () => void (await expireGrants()),
    'deliver-message': outbox.deliverMessage,
    'expire-replies': async ({ signal }) => {
      while (!signal.aborted && (await replies.expire()) > 0);
    },
  };
}
