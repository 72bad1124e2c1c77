export { appealRoutes, type AppealUseCases } from './appeal-routes.ts';
