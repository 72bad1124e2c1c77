export { endorsementRoutes } from './endorsement-routes.ts';
export type { EndorsementUseCases } from './endorsement-use-cases.ts';
