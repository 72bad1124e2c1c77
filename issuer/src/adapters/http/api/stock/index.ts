export { batchRoutes } from './batch-routes.ts';
export { removalRoutes } from './removal-routes.ts';
export { stockRoutes } from './stock-routes.ts';
export type { BatchUseCases, StockUseCases } from './stock-use-cases.ts';
