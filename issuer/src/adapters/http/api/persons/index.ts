export { personRoutes } from './person-routes.ts';
export type { PersonUseCases } from './person-use-cases.ts';
export { mergeRoutes } from './merge-routes.ts';
