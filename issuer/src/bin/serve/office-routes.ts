import { randomUUID } from 'node:crypto';
import { productionRoutes } from '../../adapters/http/api/production/production-routes.ts';
import type { PlaceCardAt } from '../../adapters/http/api/production/production-use-cases.ts';
import type { RouteDefinition } from '../../adapters/http/index.ts';
import { findResidence } from '../../use-cases/applications/index.ts';
import { guardProduction } from './guard-production.ts';
import { makeProduction } from './make-production.ts';
import type { ServiceParts } from './open-service.ts';
import { openWork } from './open-work.ts';

/** The routes of the office over its stores, keys and counters. */
export function officeRoutes(parts: ServiceParts, placeCardAt: PlaceCardAt): readonly RouteDefinition[] {
  const { office, clock } = parts;
  const { inTransaction, files } = openWork(parts);
  const production = makeProduction({
    ...{ office, inTransaction, files, findResidence },
    findEntitlements: () => Promise.resolve([]),
    environment: process.env,
  });
  const guarded = guardProduction({ inTransaction, clock, newId: randomUUID }, production);
  return productionRoutes(guarded, placeCardAt);
}
