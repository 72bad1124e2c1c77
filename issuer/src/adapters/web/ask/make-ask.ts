import { PermitError } from '@residence-permit/shared/errors';
import type { Logger } from 'pino';
import * as z from 'zod';
import { ACTION_RULES, type ActionRule, type Ground } from '../../../domain/rights/index.ts';
import { entryProblemOf, judgeAccess } from '../../accounts/index.ts';
import {
  answerOfThrown,
  type ArrivedCall,
  type Called,
  type CallRoute,
  describeFault,
  HTTP_PROBLEMS,
  refusalProblemOf,
  type RouteDefinition,
} from '../../http/index.ts';
import type { Answer, Ask, Problem, Question } from './ask.ts';
import { deriveKey } from './derive-key.ts';

/** What asking stands on. */
export type AskDeps = {
  readonly routes: readonly RouteDefinition[];
  readonly callRoute: CallRoute;
  readonly log: Logger;
};

/** Who asks, and under which key the commands of the form are run once. */
export type Asker = { readonly locals: Express.Locals; readonly formKey: string };

type AnyQuestion = Question<z.ZodType>;

/**
 * Pages ask the API inside the process: the same access check, schemas, idempotency and handler as over HTTP, so that a page
 * can do nothing that the API would refuse.
 */
export function makeAsk({ routes, callRoute, log }: AskDeps): (asker: Asker) => Ask {
  const byName = new Map(routes.map((route) => [route.name, route]));
  return (asker) => {
    const ask = async (name: string, question: AnyQuestion): Promise<Answer<unknown>> => {
      const route = byName.get(name);
      if (route === undefined) throw new RangeError(`name: want the operationId of a route, got ${name}`);
      const { locals } = asker;
      const judged = judgeAccess(route.access, { signedIn: locals.signedIn, ground: groundFor(route, question) });
      if (!judged.ok) return problemOf({ ...entryProblemOf(judged.refusal), route });
      try {
        const call = { ...callOf(route, asker, question), caller: judged.value };
        return answerOf(route, question, await callRoute(route, call));
      } catch (cause) {
        const thrown = cause instanceof PermitError ? answerOfThrown(cause.code) : undefined;
        if (thrown === undefined) throw cause;
        log.error({ requestId: locals.requestId, asked: name, fault: describeFault(cause) }, 'request failed');
        return problemOf(thrown);
      }
    };
    // The reply was parsed by the very schema that gives it its type.
    return ask as Ask;
  };
}

function groundFor({ access }: RouteDefinition, { purpose, caseNumber, reason }: AnyQuestion): Ground {
  const fixed = typeof access === 'string' || access.purpose === 'stated' ? undefined : access.purpose;
  return { purpose: fixed ?? purpose, caseNumber, reason: reason?.trim() === '' ? undefined : reason };
}

function callOf(
  route: RouteDefinition,
  { locals, formKey }: Asker,
  question: AnyQuestion,
): Omit<ArrivedCall, 'caller'> {
  const { params = {}, query = {}, body, part, upload = { bytes: new Uint8Array(), type: '' } } = question;
  const sentBody: unknown = body === undefined ? undefined : JSON.parse(JSON.stringify(body));
  return {
    sent: { params, query, body: sentBody, upload },
    requestId: locals.requestId,
    locals,
    idempotencyKey: deriveKey(formKey, JSON.stringify([route.name, params, part])),
  };
}

function answerOf(route: RouteDefinition, { reply = z.unknown() }: AnyQuestion, called: Called): Answer<unknown> {
  if (called.kind === 'problem') {
    const errors = 'errors' in called ? called.errors : [];
    return problemOf({ code: called.code, status: HTTP_PROBLEMS[called.code].status, errors });
  }
  const { answered } = called;
  if ('refusal' in answered) return problemOf({ ...refusalProblemOf(route, answered), route });
  const read = reply.safeParse(answered.body);
  if (read.success) return { kind: 'reply', status: answered.status, body: read.data };
  throw new PermitError('UNEXPECTED', { detail: `${route.name}: a page reads another reply`, cause: read.error });
}

function problemOf(given: {
  readonly code: Problem['code'];
  readonly status: number;
  readonly errors?: Problem['errors'];
  readonly route?: RouteDefinition;
}): Problem {
  const { code, status, errors = [], route } = given;
  if (code !== 'STEP_UP_NEEDED' && code !== 'step-up-needed') return { kind: 'problem', code, status, errors };
  return { kind: 'problem', code: 'STEP_UP_NEEDED', status, errors, ...stepUpOf(route) };
}

function stepUpOf(route: RouteDefinition | undefined): Pick<Problem, 'stepUp'> {
  if (route === undefined || typeof route.access === 'string') return {};
  const { stepUp }: ActionRule = ACTION_RULES[route.access.action];
  return stepUp === 'none' ? {} : { stepUp };
}
