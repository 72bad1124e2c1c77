export { type WorkplaceParts, workplaceRoutes, WorkplaceView } from './workplace-routes.ts';
