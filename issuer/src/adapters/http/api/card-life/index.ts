export type { CardLifeUseCases } from './card-life-use-cases.ts';
export { cardRoutes } from './card-routes.ts';
export { endingRoutes } from './ending-routes.ts';
