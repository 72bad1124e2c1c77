import { randomUUID } from 'node:crypto';
import express, { type Express, type RequestHandler, type Router } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import * as z from 'zod';
import { type RunCommand } from './idempotency/index.ts';
import { logRequests } from './log/index.ts';
import { makeOpenApi, OPENAPI_PATH } from './openapi/index.ts';
import { makeHandleFault, sendHttpProblem } from './problem/index.ts';
import { defineRoute, type Guard, makeCallRoute, mountRoutes, reply, type RouteDefinition } from './route/index.ts';

/** What the application stands on. */
export type AppDeps = {
  readonly log: Logger;
  /** Runs before everything but request id, log and headers: counters. */
  readonly before?: readonly RequestHandler[];
  /** Runs before the routes of the API and the pages, and not before the mounted files: limits, session, who it is. */
  readonly session?: readonly RequestHandler[];
  readonly guard: Guard;
  readonly runCommand: RunCommand;
  readonly routes: readonly RouteDefinition[];
  /** Express routers with their own handlers, such as published files; their operations stand in `documented`. */
  readonly mounts?: readonly { readonly path: string; readonly router: Router | RequestHandler }[];
  /** Pages for people: at every address that is not the API's, a mounted router's or a route's. */
  readonly pages?: Pages;
  /** Routes that a mounted router answers: they are put into the OpenAPI document only. */
  readonly documented?: readonly RouteDefinition[];
};

/** What shows pages. */
export type Pages = {
  /** What pages load, served without a session. */
  readonly assets: { readonly path: string; readonly router: RequestHandler };
  /** Runs before the session: headers, and how a problem looks to people. */
  readonly dress: RequestHandler;
  readonly router: RequestHandler;
};

/** The Express application of the office: routes, their document, problems for everything else. */
export function makeApp({
  log,
  before = [],
  session = [],
  guard,
  runCommand,
  routes,
  mounts = [],
  pages,
  documented = [],
}: AppDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.set('case sensitive routing', true);
  app.set('strict routing', true);
  app.use(setRequestId, logRequests(log), helmet(), ...before);
  const document = openApiRoute([...routes, ...documented]);
  for (const { path, router } of [...mounts, ...(pages === undefined ? [] : [pages.assets])])
    app.use(path, nameMount(path), router);
  const isPage = pages === undefined ? () => false : isPageOutside(routes);
  if (pages !== undefined) app.use(onlyAt(isPage, pages.dress));
  for (const handler of session) app.use(onlyAt((path) => isApi(path) || isPage(path), handler));
  app.use(mountRoutes([...routes, document], { guard, callRoute: makeCallRoute(runCommand) }));
  if (pages !== undefined) app.use(onlyAt(isPage, pages.router));
  app.use((_req, res) => sendHttpProblem(res, 'NOT_FOUND'));
  app.use(makeHandleFault(log));
  return app;
}

/** A request id is made here and never taken from outside, where anything could be written into it. */
const setRequestId: RequestHandler = (_req, res, next) => {
  res.locals.requestId = randomUUID();
  res.set('X-Request-Id', res.locals.requestId);
  next();
};

/** Health and metrics ask for no session and write none. */
function onlyAt(isThere: (path: string) => boolean, handler: RequestHandler): RequestHandler {
  return (req, res, next) => (isThere(req.path) ? handler(req, res, next) : next());
}

function isApi(path: string): boolean {
  return path.startsWith('/api/');
}

function isPageOutside(routes: readonly RouteDefinition[]): (path: string) => boolean {
  const taken = new Set<string>(routes.map(({ path }) => path).filter((path) => !isApi(path)));
  return (path) => !isApi(path) && !taken.has(path);
}

/** What a mounted router answers is counted and logged under its path. */
function nameMount(path: string): RequestHandler {
  return (_req, res, next) => {
    res.locals.route = path;
    next();
  };
}

/** The document is made for who asks first: no start waits for it. */
function openApiRoute(routes: readonly RouteDefinition[]): RouteDefinition {
  let body: Record<string, unknown> | undefined;
  const route: RouteDefinition = defineRoute({
    name: 'getOpenApi',
    method: 'get',
    path: OPENAPI_PATH,
    summary: 'The OpenAPI 3.1 document of this service.',
    tag: 'health',
    access: 'public',
    responses: { 200: { description: 'The document.', schema: z.record(z.string(), z.unknown()) } },
    refusals: {},
    handler: async () => {
      body ??= { ...makeOpenApi([...routes, route]) };
      return reply(200, body);
    },
  });
  return route;
}
