export {
  type NamedOffice,
  OfficesView,
  type WorkplaceParts,
  workplaceRoutes,
  WorkplaceView,
} from './workplace-routes.ts';
