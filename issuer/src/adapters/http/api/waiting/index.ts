export { waitingRoutes, WaitingView } from './waiting-routes.ts';
