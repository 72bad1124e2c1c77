export { type CaseWorkParts, caseWorkRoutes } from './case-work-routes.ts';
export { type WithdrawalUseCases, withdrawalRoutes } from './grants/index.ts';
export { purposeRoutes, type PurposeUseCases } from './purposes/index.ts';
export { type CardLifeParts, cardLifeRoutes } from './card-life-routes.ts';
export { type FaceParts, faceRoutes } from './production/face-routes.ts';
