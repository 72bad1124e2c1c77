import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { Answered } from '../idempotency/idempotency-store.ts';
import type { RunCommand } from '../idempotency/run-command.ts';
import { sendHttpProblem, sendProblemBody } from '../problem/index.ts';
import { findOpenStrings } from './find-open-strings.ts';
import { parseBody } from './parse-body.ts';
import { readRequest } from './read-request.ts';
import type { Refusal, Reply, RouteDefinition, RouteInput } from './route-definition.ts';
import { sendReply, storedReplyOf } from './send-reply.ts';

/** Who may call a route: answers with a problem, or sets `res.locals.caller` and goes on. */
export type Guard = (route: RouteDefinition) => RequestHandler;

/** What the routes stand on. */
export type RouteDeps = { readonly guard: Guard; readonly runCommand: RunCommand };

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

function answer(route: RouteDefinition, { runCommand }: RouteDeps): RequestHandler {
  return async (req, res) => {
    const read = readRequest(route, req);
    if (!read.ok) {
      sendProblemBody(res, 'REQUEST_INVALID', { status: 400, errors: read.errors });
      return;
    }
    const { caller, requestId } = res.locals;
    const input: RouteInput = { ...read.input, caller, requestId, locals: res.locals, command: undefined };
    const run = (given: RouteInput): Promise<Answered> => runRoute(route, given);
    const answered = route.idempotency === 'key' ? await runCommand({ route, req, res, input, run }) : await run(input);
    if (answered !== undefined) sendReply(res, route, answered);
  };
}

async function runRoute(route: RouteDefinition, input: RouteInput): Promise<Answered> {
  const answered = await route.handler(input);
  return isReply(answered) ? storedReplyOf(route, answered) : answered;
}

function isReply(answered: Reply | Refusal): answered is Reply {
  return 'kind' in answered;
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
