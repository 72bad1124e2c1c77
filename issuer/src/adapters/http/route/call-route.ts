import type { Caller } from '../caller.ts';
import type { Answered } from '../idempotency/idempotency-store.ts';
import type { Ran, RunCommand } from '../idempotency/run-command.ts';
import type { FieldError, HttpProblemCode } from '../problem/index.ts';
import { readRequest, type SentParts } from './read-request.ts';
import type { Refusal, Reply, RouteDefinition, RouteInput } from './route-definition.ts';
import { storedReplyOf } from './stored-reply.ts';

/** A request that its route lets in, whichever way it came: over the line, or from a page of this process. */
export type ArrivedCall = {
  /** As it was sent; nothing of it is believed before the schemas of the route have read it. */
  readonly sent: SentParts;
  readonly caller: Caller | undefined;
  readonly requestId: string;
  readonly locals: Express.Locals;
  /** As it was sent; a command without one is not run. */
  readonly idempotencyKey: string | undefined;
};

/** What came of a call: what its route answered, or the problem that it did not get so far. */
export type Called =
  | Ran
  | { readonly kind: 'problem'; readonly code: HttpProblemCode; readonly errors: readonly FieldError[] };

/** Does what a route does once its guard let somebody in: validates, runs a command once, brings the reply into its form. */
export type CallRoute = (route: RouteDefinition, call: ArrivedCall) => Promise<Called>;

/** The one way to a handler. What it throws is thrown on: each border answers faults in its own form. */
export function makeCallRoute(runCommand: RunCommand): CallRoute {
  return async (route, { sent, caller, requestId, locals, idempotencyKey }) => {
    const read = readRequest(route, sent);
    if (!read.ok) return { kind: 'problem', code: 'REQUEST_INVALID', errors: read.errors };
    const input: RouteInput = { ...read.input, caller, requestId, locals, command: undefined };
    const run = (given: RouteInput): Promise<Answered> => runRoute(route, given);
    if (route.idempotency === 'key') return runCommand({ route, key: idempotencyKey, input, run });
    return { kind: 'answered', answered: await run(input), isReplayed: false };
  };
}

async function runRoute(route: RouteDefinition, input: RouteInput): Promise<Answered> {
  const answered = await route.handler(input);
  return isReply(answered) ? storedReplyOf(route, answered) : answered;
}

function isReply(answered: Reply | Refusal): answered is Reply {
  return 'kind' in answered;
}
