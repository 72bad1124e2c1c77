export { departmentKeyRoutes } from './department-key-routes.ts';
export { grantRoutes } from './grant-routes.ts';
export type { GrantUseCases } from './grant-use-cases.ts';
export { useRoutes } from './use-routes.ts';
export { type WithdrawalUseCases, withdrawalRoutes } from './withdrawal-routes.ts';
