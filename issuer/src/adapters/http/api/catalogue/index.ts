export { catalogueRoutes, type CatalogueUseCases } from './catalogue-routes.ts';
