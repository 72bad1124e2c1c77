export { personRoutes } from './person-routes.ts';
export type { PersonUseCases } from './person-use-cases.ts';
