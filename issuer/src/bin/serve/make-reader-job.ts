import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { JobHandler } from '../../adapters/jobs/index.ts';
import { findResidence } from '../../use-cases/applications/index.ts';
import { makeWorkAtReader, type ReaderInReach, type ReaderJob } from '../../use-cases/batches/index.ts';
import { makeFindEntitlements } from '../../use-cases/grants/index.ts';
import { systemRandom } from '../office-folder.ts';
import { makeProduction } from './make-production.ts';
import type { Counters } from './open-counters.ts';
import type { ServiceParts } from './open-service.ts';
import { openWork } from './open-work.ts';

/** How long one question to a reader lasts: between two, a run that was stopped is noticed. */
const WAIT_MS = 5_000;

const Job = z.strictObject({
  batchId: z.uuid(),
  officeId: z.string(),
  agent: z.string(),
  reader: z.string(),
  ticket: z.uuid(),
});

/** The handler of `produce-batch`: the cards of a batch at one reader of a counter whose line leads to this process. */
export function makeReaderJob(parts: ServiceParts, counters: Counters): JobHandler {
  const { office, clock } = parts;
  const { inTransaction, files } = openWork(parts);
  const findEntitlements = makeFindEntitlements({ clock, random: systemRandom });
  const shared = { office, inTransaction, files, findEntitlements, findResidence };
  const production = makeProduction({ ...shared, environment: process.env });
  const workAtReader = makeWorkAtReader({ inTransaction, production, newId: randomUUID });
  return async ({ data, signal, stopping }) => {
    const job: ReaderJob = Job.parse(data);
    await workAtReader(job, inReach(job), AbortSignal.any([signal, stopping]));
  };

  function inReach({ agent, reader }: ReaderJob): ReaderInReach {
    const at = { agent, reader, waitMs: WAIT_MS };
    return { placeCard: counters.placeCard(at), awaitLeft: () => counters.awaitLeft(at) };
  }
}
