import { catalogueRoutes } from '../../adapters/http/api/catalogue/index.ts';
import { departmentKeyRoutes, grantRoutes, useRoutes, withdrawalRoutes } from '../../adapters/http/api/grants/index.ts';
import type { PlaceCardAt } from '../../adapters/http/api/production/production-use-cases.ts';
import { purposeRoutes } from '../../adapters/http/api/purposes/index.ts';
import { terminalRoutes } from '../../adapters/http/api/terminals/index.ts';
import type { RouteDefinition } from '../../adapters/http/index.ts';
import { makeCatalogue, makeGrants, makePurposes, makeTerminals } from './make-grants.ts';

/** The routes of the catalogue, of purposes, of grants and of terminals. */
export function entitlementRoutes(
  deps: Parameters<typeof makeGrants>[0],
  placeCardAt: PlaceCardAt,
): readonly RouteDefinition[] {
  const grants = makeGrants(deps);
  return [
    ...catalogueRoutes(makeCatalogue(deps)),
    ...purposeRoutes(makePurposes(deps)),
    ...grantRoutes(grants, placeCardAt),
    ...withdrawalRoutes(grants),
    ...departmentKeyRoutes(grants),
    ...useRoutes(grants),
    ...terminalRoutes(makeTerminals(deps)),
  ];
}
