export { checkOpenApi } from './check-openapi.ts';
export { makeOpenApi, OPENAPI_PATH, openApiPath } from './make-openapi.ts';
