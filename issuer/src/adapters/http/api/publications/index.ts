export { type Publication, publicationRoutes, PublicationsView } from './publication-routes.ts';
