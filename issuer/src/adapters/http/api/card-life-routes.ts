import type { RouteDefinition } from '../route/index.ts';
import { cardRoutes, type CardLifeUseCases, endingRoutes } from './card-life/index.ts';
import { endorsementRoutes, type EndorsementUseCases } from './endorsements/index.ts';
import type { PlaceCardAt } from './production/production-use-cases.ts';
import { batchRoutes, type BatchUseCases, removalRoutes, stockRoutes, type StockUseCases } from './stock/index.ts';

/** What the routes of live cards, permits, stock and batches call. */
export type CardLifeParts = CardLifeUseCases & EndorsementUseCases & StockUseCases & BatchUseCases;

/** Every route from an active card to its end, and those of the stock. */
export function cardLifeRoutes(useCases: CardLifeParts, placeCardAt: PlaceCardAt): readonly RouteDefinition[] {
  return [
    ...endorsementRoutes(useCases, placeCardAt),
    ...cardRoutes(useCases),
    ...endingRoutes(useCases),
    ...stockRoutes(useCases, placeCardAt),
    ...removalRoutes(useCases),
    ...batchRoutes(useCases),
  ];
}
