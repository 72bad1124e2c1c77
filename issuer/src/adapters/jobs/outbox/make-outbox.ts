import { randomUUID } from 'node:crypto';
import type { Database, TransactionClient } from '../../database/index.ts';
import { explainFault } from '../explain-fault.ts';
import { JOB_QUEUES } from '../job-queues.ts';
import type { Jobs } from '../open-jobs.ts';
import type { JobHandler } from '../run-job.ts';
import { textOf } from './message-texts.ts';
import { type Deliver, MessageToQueue } from './outbox-message.ts';

/** Messages to people: put in by the transaction of the act, delivered by a job. */
export type Outbox = {
  /** Answers the id. `delayS`: seconds to wait. @throws ZodError for details that could hold a person's words */
  queue(tx: TransactionClient, message: MessageToQueue, delayS?: number): Promise<string>;
  /** Cancels what is not delivered yet, by id or all of one recipient; answers how many. */
  cancel(tx: TransactionClient, which: { readonly id: string } | { readonly recipientId: string }): Promise<number>;
  /** The handler of the queue `deliver-message`. */
  readonly deliverMessage: JobHandler;
};

const QUEUE = 'deliver-message';

/** The outbox over the table `outbox_message`. */
export function makeOutbox({
  database,
  jobs,
  deliver,
}: {
  readonly database: Pick<Database, 'prisma' | 'transaction'>;
  readonly jobs: Pick<Jobs, 'enqueue'>;
  readonly deliver: Deliver;
}): Outbox {
  return {
    async queue(tx, message, delayS = 0) {
      const id = randomUUID();
      const { template, language, caseNumber, recipientId, details } = MessageToQueue.parse(message);
      const notBefore = new Date(Date.now() + delayS * 1000);
      const data = { id, template, language, caseNumber, recipientId, details, notBefore, state: 'QUEUED' };
      await tx.outboxMessage.create({ data });
      await jobs.enqueue(tx, { name: QUEUE, data: { messageId: id }, ...(delayS > 0 ? { startAfterS: delayS } : {}) });
      return id;
    },
    async cancel(tx, which) {
      const data = { state: 'CANCELLED', closedAt: new Date() };
      const { count } = await tx.outboxMessage.updateMany({ where: { ...which, state: 'QUEUED' }, data });
      return count;
    },
    async deliverMessage(job) {
      const { messageId } = job.data;
      const row = await database.prisma.outboxMessage.findUnique({ where: { id: String(messageId) } });
      if (row?.state !== 'QUEUED') return;
      const { id, template, language, caseNumber, recipientId, details } = row;
      const message = MessageToQueue.parse({ template, language, caseNumber, recipientId, details });
      const where = { id, state: 'QUEUED' };
      try {
        await deliver({ ...message, id, text: textOf(message) });
      } catch (cause) {
        const { code, words } = explainFault(cause);
        const failed = job.attempt > JOB_QUEUES[QUEUE].retries ? { state: 'FAILED', closedAt: new Date() } : {};
        const data = { attempts: job.attempt, lastError: `${code}: ${words}`, ...failed };
        await database.prisma.outboxMessage.updateMany({ where, data });
        throw cause;
      }
      await database.transaction(async (tx) => {
        const data = { attempts: job.attempt, lastError: null, state: 'SENT', closedAt: new Date() };
        await tx.outboxMessage.updateMany({ where, data });
        await job.complete(tx);
      });
    },
  };
}
