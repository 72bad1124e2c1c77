export { importRoutes, type ImportUseCases } from './import-routes.ts';
