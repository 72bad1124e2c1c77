export { openService, type ServiceParts } from './open-service.ts';
export { type RunningService, runService, type ServiceRole } from './run-service.ts';
export { makeServiceHandlers } from './service-handlers.ts';
export { makeMissingKeys, openServiceKeys, type ServiceKeys } from './service-key.ts';
export { makeServiceRoutes, type ServiceRoutes } from './service-routes.ts';
export { readSettings, type ServiceSettings } from './settings.ts';
export { makeProduction, type PlaceCard, type Production } from './make-production.ts';
export { openOffice, type OfficeFolder } from '../office-folder.ts';
export { makeCertifyKey } from './certify-key.ts';
