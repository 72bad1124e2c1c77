import { PermitError } from '@residence-permit/shared/errors';
import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { describeFault } from '../log/describe-fault.ts';
import { answerOfThrown, type HttpProblemCode } from './problem-codes.ts';
import { sendHttpProblem, sendProblemBody } from './problem.ts';

/** What body-parser and Express throw, by their `type` or status. */
const BY_TYPE: Readonly<Record<string, HttpProblemCode>> = {
  'entity.parse.failed': 'BODY_MALFORMED',
  'entity.verify.failed': 'BODY_MALFORMED',
  'request.aborted': 'BODY_MALFORMED',
  'request.size.invalid': 'BODY_MALFORMED',
  'entity.too.large': 'BODY_TOO_LARGE',
  'encoding.unsupported': 'BODY_TYPE_REFUSED',
  'charset.unsupported': 'BODY_TYPE_REFUSED',
};

/** The last handler: turns what was thrown into a problem once, and logs faults without what the request held. */
export function makeHandleFault(log: Logger): ErrorRequestHandler {
  return (cause: unknown, req, res, next) => {
    if (res.headersSent) {
      next(cause);
      return;
    }
    const known = httpProblemOf(cause);
    if (known !== undefined) {
      sendHttpProblem(res, known);
      return;
    }
    log.error({ requestId: res.locals.requestId, method: req.method, fault: describeFault(cause) }, 'request failed');
    const { code, status } = answerTo(cause);
    sendProblemBody(res, code, { status });
  };
}

function answerTo(cause: unknown) {
  const answer = cause instanceof PermitError ? answerOfThrown(cause.code) : undefined;
  return answer ?? ({ code: 'UNEXPECTED', status: 500 } as const);
}

function httpProblemOf(cause: unknown): HttpProblemCode | undefined {
  if (cause instanceof URIError) return 'NOT_FOUND';
  if (typeof cause !== 'object' || cause === null || !('type' in cause)) return undefined;
  return typeof cause.type === 'string' ? BY_TYPE[cause.type] : undefined;
}
