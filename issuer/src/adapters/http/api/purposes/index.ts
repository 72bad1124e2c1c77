export { purposeRoutes, type PurposeUseCases } from './purpose-routes.ts';
