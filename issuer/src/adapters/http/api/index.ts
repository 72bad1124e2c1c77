export { type CaseWorkParts, caseWorkRoutes } from './case-work-routes.ts';
