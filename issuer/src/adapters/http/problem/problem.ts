import type { Response } from 'express';
import * as z from 'zod';
import { isHttpProblem, HTTP_PROBLEMS, type HttpProblemCode, type ProblemCode, titleOf } from './problem-codes.ts';

/** One place of the request that is wrong: a JSON pointer below `/params`, `/query` or `/body` (RFC 6901), and why. */
export type FieldError = { readonly pointer: string; readonly code: string; readonly detail: string };

/** What a problem says beside its code. Never a name, a number of a person, or what the request held. */
export type ProblemDetails = {
  readonly status: number;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
};

/** A problem document, RFC 9457, as the OpenAPI document states it. */
export const ProblemBody = z
  .strictObject({
    type: z.string().regex(/^urn:residence-permit:problem:/),
    title: z.string(),
    status: z.int().min(400).max(599),
    code: z.string().meta({ description: 'Closed list; the routes name those that they can answer.' }),
    detail: z.string().optional(),
    instance: z.string().optional(),
    errors: z
      .array(z.strictObject({ pointer: z.string(), code: z.string(), detail: z.string() }))
      .optional()
      .meta({ description: 'Where the request is wrong: JSON pointers below /params, /query, /headers or /body.' }),
    requestId: z.uuid(),
  })
  .meta({ id: 'Problem' });

export const PROBLEM_TYPE = 'application/problem+json';

/** Answers with a problem of the HTTP layer, whose status its code names. */
export function sendHttpProblem(res: Response, code: HttpProblemCode, details: Omit<ProblemDetails, 'status'> = {}) {
  sendProblemBody(res, code, { ...details, status: HTTP_PROBLEMS[code].status });
}

/** Answers with a problem. The status of a code of the HTTP layer is its own; a refusal brings that of its route. */
export function sendProblem(res: Response, code: ProblemCode, status: number): void {
  sendProblemBody(res, code, { status: isHttpProblem(code) ? HTTP_PROBLEMS[code].status : status });
}

/** Answers with a problem and what else is known of it: as a document, or as a page shows it to people. */
export function sendProblemBody(res: Response, code: ProblemCode, { status, detail, errors }: ProblemDetails): void {
  const { requestId, showProblem } = res.locals;
  res.locals['code'] = code;
  if (showProblem !== undefined) {
    showProblem({ code, status });
    return;
  }
  res.status(status).type(PROBLEM_TYPE);
  res.set('Cache-Control', 'no-store');
  res.send(
    JSON.stringify({
      type: `urn:residence-permit:problem:${code}`,
      title: titleOf(code),
      status,
      code,
      ...(detail === undefined ? {} : { detail }),
      ...(errors === undefined ? {} : { errors }),
      requestId,
    }),
  );
}
