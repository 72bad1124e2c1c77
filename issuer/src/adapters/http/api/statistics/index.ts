export { type StatisticsUseCases, statisticsRoutes } from './statistics-routes.ts';
