import * as z from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponsesObject } from 'zod-openapi';
import { IDEMPOTENCY_HEADER, IdempotencyKey } from '../idempotency/index.ts';
import { PURPOSE_HEADER, PurposeHeader } from '../purpose-header.ts';
import { HTTP_PROBLEMS, type HttpProblemCode, PROBLEM_TYPE, ProblemBody } from '../problem/index.ts';
import type { ResponseDefinition, RouteDefinition } from '../route/index.ts';

export const OPENAPI_PATH = '/api/v1/openapi.json';

/** The OpenAPI 3.1 document of the routes, made from the schemas that validate. */
export function makeOpenApi(routes: readonly RouteDefinition[]): ReturnType<typeof createDocument> {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const route of routes) {
    const path = openApiPath(route.path);
    paths[path] = { ...paths[path], [route.method]: operationOf(route) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Residence permit office',
      version: '1',
      description: `Every command takes the header ${IDEMPOTENCY_HEADER}. Everything that is not done is answered as a problem (RFC 9457) with a code of a closed list.`,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'permit-session' } },
    },
    paths,
  });
}

/** `/cases/:caseId` as `/cases/{caseId}`. */
export function openApiPath(path: string): string {
  return path.replaceAll(/:([A-Za-z]+)/g, '{$1}');
}

function operationOf(route: RouteDefinition): ZodOpenApiOperationObject {
  const body = requestBodyOf(route);
  const { params, query } = route;
  return {
    operationId: route.name,
    summary: route.summary,
    tags: [route.tag],
    security: route.access === 'public' ? [] : [{ session: [] }],
    ...(typeof route.access === 'string' ? {} : extensionsOf(route.access)),
    requestParams: {
      ...(params instanceof z.ZodObject ? { path: params } : {}),
      ...(query instanceof z.ZodObject ? { query } : {}),
      ...headersOf(route),
    },
    ...(body === undefined ? {} : { requestBody: { required: true, content: body } }),
    responses: { ...Object.fromEntries(successesOf(route)), ...problemsOf(route) },
  };
}

/** The action and the purpose that the guard asks for, for readers of the document and for the test of all rights. */
function extensionsOf({ action, purpose }: Exclude<RouteDefinition['access'], string>) {
  return { 'x-action': action, ...(purpose === undefined ? {} : { 'x-purpose': purpose }) };
}

function headersOf({ access, idempotency }: RouteDefinition) {
  const stated = typeof access !== 'string' && access.purpose === 'stated';
  if (idempotency === 'none' && !stated) return {};
  const key = idempotency === 'key' ? { [IDEMPOTENCY_HEADER]: IdempotencyKey } : {};
  const purpose = stated ? { [PURPOSE_HEADER]: PurposeHeader } : {};
  return { header: z.object({ ...key, ...purpose }) };
}

function requestBodyOf({ body, upload }: RouteDefinition) {
  if (upload !== undefined) return bytesContent(upload.types);
  return body === undefined ? undefined : { 'application/json': { schema: body } };
}

function successesOf({ responses, idempotency }: RouteDefinition) {
  const headers =
    idempotency === 'key'
      ? {
          headers: {
            'Idempotency-Replayed': {
              description: 'true when the kept reply was sent',
              schema: { type: 'string' as const },
            },
          },
        }
      : {};
  return Object.entries(responses).map(([status, response]) => [
    status,
    { description: response.description, ...headers, ...contentOf(response) },
  ]);
}

function contentOf(response: ResponseDefinition) {
  if ('schema' in response) return { content: { 'application/json': { schema: response.schema } } };
  return 'types' in response ? { content: bytesContent(response.types) } : {};
}

const bytesContent = (types: readonly string[]) =>
  Object.fromEntries(types.map((type) => [type, { schema: { type: 'string' as const, format: 'binary' } }]));

/** The problems by status, each with the codes that this route can answer. */
function problemsOf(route: RouteDefinition): ZodOpenApiResponsesObject {
  const codes = new Map<number, string[]>();
  const add = (status: number, code: string) => codes.set(status, [...(codes.get(status) ?? []), code]);
  for (const code of httpProblemsOf(route)) add(HTTP_PROBLEMS[code].status, code);
  for (const [code, status] of Object.entries(route.refusals)) add(status, code);
  add(500, 'UNEXPECTED');
  return Object.fromEntries(
    [...codes].map(([status, known]) => [
      String(status),
      {
        description: known.join(', '),
        content: { [PROBLEM_TYPE]: { schema: ProblemBody.extend({ code: z.enum(known) }) } },
      },
    ]),
  );
}

/** The problems of the HTTP layer that the shape of a route allows. */
function httpProblemsOf(route: RouteDefinition): readonly HttpProblemCode[] {
  const takesBody = route.body !== undefined || route.upload !== undefined;
  return [
    'REQUEST_INVALID',
    ...(route.body === undefined ? [] : (['BODY_MALFORMED'] as const)),
    ...(takesBody ? (['BODY_TOO_LARGE', 'BODY_TYPE_REFUSED'] as const) : []),
    ...(route.access === 'public' ? [] : (['NOT_SIGNED_IN', 'NOT_ALLOWED', 'STEP_UP_NEEDED'] as const)),
    ...(route.idempotency === 'key'
      ? (['IDEMPOTENCY_KEY_MISSING', 'IDEMPOTENCY_RUNNING', 'IDEMPOTENCY_KEY_REUSED'] as const)
      : []),
    'RATE_LIMITED',
    'NOT_READY',
  ];
}
