import type { Outbox } from '../../adapters/jobs/index.ts';
import type { TellIn } from '../../adapters/prisma/index.ts';

/** What use cases tell people, by way of the outbox. */
export function makeTell(outbox: Pick<Outbox, 'queue'>): TellIn {
  return async (db, { template, language, personId: recipientId, caseNumber, details }) => {
    await outbox.queue(db, { template, language, caseNumber, recipientId, details });
  };
}
