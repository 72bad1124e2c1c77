export { makeOpenApi, OPENAPI_PATH, openApiPath } from './make-openapi.ts';
