import { makeSqlIdempotencyStore } from '../../adapters/http/index.ts';
import type { JobHandlers } from '../../adapters/jobs/index.ts';
import { makeRemindHolds } from '../../use-cases/card-life/index.ts';
import { makeRemindEndorsements } from '../../use-cases/endorsements/index.ts';
import { makeExpireGrants } from '../../use-cases/grants/index.ts';
import { makeLapseUncollected } from '../../use-cases/production/index.ts';
import { makeAuditJobs } from './audit-jobs.ts';
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
  return {
    ...makeAuditJobs(parts),
    'publish-trust': makePublishStandings(parts),
    'lapse-uncollected': async () => void (await lapseUncollected()),
    'remind-endorsement': async () => {
      await remindEndorsements();
      await remindHolds();
    },
    'expire-grants': async () => void (await expireGrants()),
    'deliver-message': outbox.deliverMessage,
    'expire-replies': async ({ signal }) => {
      while (!signal.aborted && (await replies.expire()) > 0);
    },
  };
}
