import type * as z from 'zod';
import { type FieldError, fieldErrorsOf } from '../problem/index.ts';
import type { RouteDefinition, RouteInput } from './route-definition.ts';

/** The parts of a request as they came. */
export type SentParts = {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  /** The body of a route with an `upload`; else empty. */
  readonly upload: RouteInput['upload'];
};

/** The parts of a request after validation, or every place that is wrong. */
export type ReadRequest =
  | { readonly ok: true; readonly input: Pick<RouteInput, 'params' | 'query' | 'body' | 'upload'> }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** Validates path parameters, query and body by the schemas of the route. A part without a schema must be empty. */
export function readRequest(route: RouteDefinition, sent: SentParts): ReadRequest {
  const params = readPart('params', route.params, sent.params);
  const query = readPart('query', route.query, sent.query);
  const body = route.upload === undefined ? readPart('body', route.body, sent.body) : NOTHING;
  const errors = [...params.errors, ...query.errors, ...body.errors];
  if (errors.length > 0) return { ok: false, errors };
  return { ok: true, input: { params: params.value, query: query.value, body: body.value, upload: sent.upload } };
}

type Part = { readonly value: unknown; readonly errors: readonly FieldError[] };

const NOTHING: Part = { value: undefined, errors: [] };

function readPart(root: string, schema: z.ZodType | undefined, sent: unknown): Part {
  if (schema === undefined) return isEmpty(sent) ? NOTHING : { value: undefined, errors: [unexpected(root)] };
  const read = schema.safeParse(sent);
  return read.success
    ? { value: read.data, errors: [] }
    : { value: undefined, errors: fieldErrorsOf(root, read.error) };
}

function isEmpty(sent: unknown): boolean {
  return sent === undefined || (typeof sent === 'object' && sent !== null && Object.keys(sent).length === 0);
}

function unexpected(root: string): FieldError {
  return { pointer: `/${root}`, code: 'unexpected', detail: 'The route takes nothing here.' };
}
