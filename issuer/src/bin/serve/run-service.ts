import type { Logger } from 'pino';
import {
  makeApp,
  makeCallRoute,
  makeRunCommand,
  makeSqlIdempotencyStore,
  PUBLISHED_PATH,
  servePublished,
} from '../../adapters/http/index.ts';
import { type CountJob, runHeldJobs, runWorkers, type Workers } from '../../adapters/jobs/index.ts';
import { makePages } from '../../adapters/web/index.ts';
import type { Clock } from '../../ports/index.ts';
import { BATCH_QUEUE } from '../../use-cases/batches/index.ts';
import type { PlaceCardAt } from '../../adapters/http/api/production/production-use-cases.ts';
import type { Demonstration } from '../../use-cases/ports/index.ts';
import { systemRandom } from '../office-folder.ts';
import { makeFindOffice } from './find-office.ts';
import { type Listening, listen } from './listen.ts';
import { makeBackgroundWork } from './background-work.ts';
import { type Counters, openCounters } from './open-counters.ts';
import { makeReaderJob } from './make-reader-job.ts';
import { openErasures } from './open-erasures.ts';
import { openService, type ServiceParts } from './open-service.ts';
import { makeServiceHandlers } from './service-handlers.ts';
import { makeServiceRoutes } from './service-routes.ts';
import type { ServiceSettings } from './settings.ts';

/** What a process does: answers requests, works on jobs, or both. */
export type ServiceRole = 'serve' | 'worker' | 'both';

/** A process of the service that runs. */
export type RunningService = {
  /** Where it answers; nothing for a worker. */
  readonly url: string | undefined;
  /** Where the agents of the counters come to; nothing without their certificates. */
  readonly counterPort: number | undefined;
  /** Reaches the card on a reader of a counter; nothing for a worker. */
  readonly placeCard: PlaceCardAt | undefined;
  readonly parts: ServiceParts;
  /** Stops accepting, finishes what is under way by the deadline of the settings, stops the workers, closes the databases. */
  stop(): Promise<void>;
};

/** Opens the service and starts it. @throws PermitError as `openService` and `listen` do; then nothing stays open */
export async function runService(given: {
  readonly role: ServiceRole;
  readonly settings: ServiceSettings;
  readonly officeFolder: string;
  readonly clock: Clock;
  readonly log?: Logger;
  /** What stands beside the office in a demonstration. */
  readonly demonstration?: Demonstration;
}): Promise<RunningService> {
  const { role, settings } = given;
  const parts = await openService(given);
  const background = makeBackgroundWork();
  let stopping = false;
  let listening: Listening | undefined;
  let counters: Counters | undefined;
  let workers: Workers | undefined;
  let atReaders: Workers | undefined;
  const stop = async (): Promise<void> => {
    stopping = true;
    const { stopMs } = settings;
    const since = performance.now();
    await Promise.all([listening?.stop(stopMs), workers?.stop(stopMs), atReaders?.stop(stopMs)]);
    const left = await background.settle(Math.max(0, stopMs - (performance.now() - since)));
    if (left > 0) parts.log.warn({ left }, 'cards under way were left');
    await counters?.close();
    await parts.close();
    parts.log.info('stopped');
  };
  try {
    await openErasures(parts).replay();
    const { jobs, log, metrics } = parts;
    const countJob: CountJob = (queue, outcome) => metrics.countJob(queue, outcome);
    if (role !== 'serve') {
      workers = runWorkers({ jobs, log, handlers: makeServiceHandlers(parts), countJob });
    }
    if (role !== 'worker') {
      counters = await openCounters(parts);
      const { heldAgents } = counters;
      atReaders = runHeldJobs({
        queue: BATCH_QUEUE,
        heldAgents,
        handler: makeReaderJob(parts, counters),
        jobs,
        log,
        countJob,
      });
      listening = await listen(appOf(parts, { stopping: () => stopping, counters, background }), settings);
    }
  } catch (cause) {
    await stop();
    throw cause;
  }
  parts.log.info({ role, url: listening?.url, counterPort: counters?.port }, 'ready');
  return { url: listening?.url, counterPort: counters?.port, placeCard: counters?.placeCard, parts, stop };
}

function appOf(parts: ServiceParts, process: Parameters<typeof makeServiceRoutes>[1]) {
  const { log, metrics, database, hashKey, office, clock, settings, demonstration } = parts;
  const { before, guard, routes, formKeys } = makeServiceRoutes(parts, process);
  const runCommand = makeRunCommand({ store: makeSqlIdempotencyStore(database.prisma), hashKey });
  const findOffice = makeFindOffice(parts);
  const pages = makePages({
    routes,
    callRoute: makeCallRoute(runCommand),
    log,
    clock,
    random: systemRandom,
    keys: formKeys,
    settings: settings.accounts,
    officeName: async (officeId) => (await findOffice(officeId)).name,
    beside: demonstration === undefined ? 'nothing' : 'demonstration',
  });
  return makeApp({
    log,
    before: [metrics.observe],
    session: before,
    guard,
    routes,
    runCommand,
    pages,
    mounts: [{ path: PUBLISHED_PATH, router: servePublished(office.paths.trust) }],
  });
}
