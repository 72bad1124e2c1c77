import { makeSqlIdempotencyStore } from '../../adapters/http/index.ts';
import type { JobHandlers } from '../../adapters/jobs/index.ts';
import type { ServiceParts } from './open-service.ts';

/** Puts the workers together: one handler a queue. */
export function makeServiceHandlers({ database, outbox }: ServiceParts): JobHandlers {
  const replies = makeSqlIdempotencyStore(database.prisma);
  return {
    'deliver-message': outbox.deliverMessage,
    'expire-replies': async ({ signal }) => {
      while (!signal.aborted && (await replies.expire()) > 0);
    },
  };
}
