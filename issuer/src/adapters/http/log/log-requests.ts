import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';

/**
 * One line a request: method, pattern of the route, status, milliseconds, request id, account id and problem code.
 * The address as it was sent, its query, headers and bodies never reach the log.
 */
export function logRequests(log: Logger): RequestHandler {
  return pinoHttp<Request, Response>({
    logger: log,
    genReqId: (_req: Request, res: Response) => res.locals.requestId,
    quietReqLogger: true,
    quietResLogger: true,
    customAttributeKeys: { reqId: 'requestId', responseTime: 'ms' },
    customLogLevel: (_req: Request, res: Response) => (res.statusCode >= 500 ? 'error' : 'info'),
    customSuccessMessage: () => 'request',
    customErrorMessage: () => 'request',
    customSuccessObject: lineOf,
    customErrorObject: (req, res, _error, line) => lineOf(req, res, line as Line),
    // The handler of faults logs what was thrown, without its message.
    serializers: { req: nothing, res: nothing, err: nothing },
  });
}

type Line = { readonly ms?: number };

function lineOf(req: Request, res: Response, line: Line): object {
  const { route, caller, code } = res.locals;
  return {
    method: req.method,
    route: route ?? 'none',
    status: res.statusCode,
    ms: line.ms,
    ...(caller === undefined ? {} : { account: caller.accountId }),
    ...(code === undefined ? {} : { code }),
  };
}

function nothing(): undefined {
  return undefined;
}
