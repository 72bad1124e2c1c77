export { type CaseWorkParts, caseWorkRoutes } from './case-work-routes.ts';
export { type WithdrawalUseCases, withdrawalRoutes } from './grants/index.ts';
export { type CardLifeParts, cardLifeRoutes } from './card-life-routes.ts';
