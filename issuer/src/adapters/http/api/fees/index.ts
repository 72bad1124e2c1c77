export { feeRoutes, type FeeUseCases } from './fee-routes.ts';
