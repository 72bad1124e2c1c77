import { Router, type Request, type RequestHandler, type Response } from 'express';
import { IDEMPOTENCY_HEADER, REPLAYED_HEADER } from '../idempotency/run-command.ts';
import { HTTP_PROBLEMS, sendHttpProblem, sendProblemBody } from '../problem/index.ts';
import type { ArrivedCall, Called, CallRoute } from './call-route.ts';
import { findOpenStrings } from './find-open-strings.ts';
import { parseBody } from './parse-body.ts';
import type { RouteDefinition, RouteInput } from './route-definition.ts';
import { sendReply } from './send-reply.ts';

/** Who may call a route: answers with a problem, or sets `res.locals.caller` and goes on. */
export type Guard = (route: RouteDefinition) => RequestHandler;

/** What the routes stand on. */
export type RouteDeps = { readonly guard: Guard; readonly callRoute: CallRoute };

/** An Express router that answers the routes, and 405 for the other methods of their addresses. */
export function mountRoutes(routes: readonly RouteDefinition[], deps: RouteDeps): Router {
  const router = Router({ caseSensitive: true, strict: true });
  for (const route of routes) {
    checkKeptReply(route);
    router[route.method](route.path, nameRoute(route), deps.guard(route), ...parseBody(route), answer(route, deps));
  }
  for (const [path, methods] of methodsByPath(routes)) router.all(path, refuseMethod(path, methods));
  return router;
}

/** @throws TypeError when the reply of a command could hold any text, and so a person's name, for days */
function checkKeptReply(route: RouteDefinition): void {
  if (route.idempotency === 'none') return;
  const open = findOpenStrings(route);
  if (open.length > 0)
    throw new TypeError(`${route.name}: replies of commands hold references only: ${open.join(', ')}`);
}

function nameRoute({ path }: RouteDefinition): RequestHandler {
  return (_req, res, next) => {
    res.locals.route = path;
    next();
  };
}

function answer(route: RouteDefinition, { callRoute }: RouteDeps): RequestHandler {
  return async (req, res) => sendCalled(res, route, await callRoute(route, arrivedIn(req, res)));
}

function arrivedIn(req: Request, res: Response): ArrivedCall {
  const { caller, requestId } = res.locals;
  const body: unknown = req.body;
  return {
    sent: { params: req.params, query: req.query, body, upload: uploadOf(req, body) },
    caller,
    requestId,
    locals: res.locals,
    idempotencyKey: req.get(IDEMPOTENCY_HEADER),
  };
}

function uploadOf(req: Request, body: unknown): RouteInput['upload'] {
  if (!(body instanceof Uint8Array)) return { bytes: new Uint8Array(), type: '' };
  return { bytes: body, type: (req.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '' };
}

function sendCalled(res: Response, route: RouteDefinition, called: Called): void {
  if (called.kind === 'answered') {
    if (called.isReplayed) res.set(REPLAYED_HEADER, 'true');
    sendReply(res, route, called.answered);
    return;
  }
  if ('retryAfterS' in called) res.set('Retry-After', String(called.retryAfterS));
  const { status } = HTTP_PROBLEMS[called.code];
  sendProblemBody(res, called.code, 'errors' in called ? { status, errors: called.errors } : { status });
}

function methodsByPath(routes: readonly RouteDefinition[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { path, method } of routes) {
    const known = found.get(path) ?? [];
    found.set(path, [...known, ...(method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()])]);
  }
  return found;
}

function refuseMethod(path: string, methods: readonly string[]): RequestHandler {
  return (_req: Request, res: Response) => {
    res.locals.route = path;
    res.set('Allow', methods.join(', '));
    sendHttpProblem(res, 'METHOD_NOT_ALLOWED');
  };
}
