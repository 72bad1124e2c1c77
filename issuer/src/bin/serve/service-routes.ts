import { join } from 'node:path';
import { auditPart } from '../../adapters/audit/index.ts';
import { type AccountKeys, listColleagues, makeAccountKeys, makeAccounts } from '../../adapters/accounts/index.ts';
import {
  clockPart,
  databasePart,
  describeFault,
  type Guard,
  healthRoutes,
  queuePart,
  type RouteDefinition,
  signerPart,
  storagePart,
} from '../../adapters/http/index.ts';
import { workplaceRoutes } from '../../adapters/http/api/workplace/index.ts';
import type { RequestHandler } from 'express';
import { demonstrationRoutes } from '../../adapters/http/api/demonstration/index.ts';
import type { BackgroundWork } from './background-work.ts';
import { recordAccountAct } from './record-account-act.ts';
import { makeAskSigner } from './ask-signer.ts';
import { systemRandom } from '../office-folder.ts';
import { makeFindOffice } from './find-office.ts';
import { officeRoutes } from './office-routes.ts';
import type { Counters } from './open-counters.ts';
import type { ServiceParts } from './open-service.ts';

/** What answers requests: every route of the API, and what runs before them. */
export type ServiceRoutes = {
  readonly before: readonly RequestHandler[];
  readonly guard: Guard;
  readonly routes: readonly RouteDefinition[];
  /** For the forms of the pages. */
  readonly formKeys: Pick<AccountKeys, 'form' | 'kept'>;
};

/** Puts the routes together. A new part of the API is one more line here. */
export function makeServiceRoutes(
  parts: ServiceParts,
  process: {
    readonly stopping: () => boolean;
    readonly counters: Pick<Counters, 'placeCard' | 'inReach' | 'heldAgents'>;
    readonly background: Pick<BackgroundWork, 'add'>;
  },
): ServiceRoutes {
  const { stopping, counters } = process;
  const { database, settings, clock, log, keys, metrics, office, demonstration, signerFailures } = parts;
  const accountKeys = makeAccountKeys(keys.service);
  const accounts = makeAccounts(
    {
      database,
      clock,
      random: systemRandom,
      keys: accountKeys,
      settings: settings.accounts,
      recordAct: recordAccountAct(clock),
    },
    (cause) => log.error({ fault: describeFault(cause) }, 'session store failed'),
  );
  const health = [
    databasePart(database.pool),
    signerPart(makeAskSigner(office, signerFailures)),
    queuePart(database.pool),
    clockPart(database.pool, clock),
    auditPart(database.pool),
    storagePart({
      evidence: join(settings.data, 'evidence'),
      office: office.paths.folder,
      trust: office.paths.trust,
      spool: settings.spool,
    }),
  ];
  return {
    before: accounts.before,
    guard: accounts.guard,
    formKeys: accountKeys,
    routes: [
      ...healthRoutes({ parts: health, stopping, metrics: () => metrics.read() }),
      ...accounts.routes,
      ...officeRoutes(parts, process),
      ...(demonstration === undefined ? [] : demonstrationRoutes(demonstration)),
      ...workplaceRoutes({
        findOffice: makeFindOffice(parts),
        listOffices: () =>
          database.prisma.office.findMany({ select: { id: true, name: true }, orderBy: { id: 'asc' } }),
        listColleagues: (officeId) => listColleagues(database.prisma, officeId),
        heldAgents: counters.heldAgents,
      }),
    ],
  };
}
