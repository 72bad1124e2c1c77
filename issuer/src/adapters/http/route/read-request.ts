import type { Request } from 'express';
import type * as z from 'zod';
import { type FieldError, fieldErrorsOf } from '../problem/index.ts';
import type { RouteDefinition, RouteInput } from './route-definition.ts';

/** The parts of a request after validation, or every place that is wrong. */
export type ReadRequest =
  | { readonly ok: true; readonly input: Pick<RouteInput, 'params' | 'query' | 'body' | 'upload'> }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** Validates path parameters, query and body by the schemas of the route. A part without a schema must be empty. */
export function readRequest(route: RouteDefinition, req: Request): ReadRequest {
  const params = readPart('params', route.params, req.params);
  const query = readPart('query', route.query, req.query);
  const body = route.upload === undefined ? readPart('body', route.body, req.body) : NOTHING;
  const errors = [...params.errors, ...query.errors, ...body.errors];
  if (errors.length > 0) return { ok: false, errors };
  return { ok: true, input: { params: params.value, query: query.value, body: body.value, upload: uploadOf(req) } };
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

function uploadOf(req: Request): RouteInput['upload'] {
  const bytes: unknown = req.body;
  if (!(bytes instanceof Uint8Array)) return { bytes: new Uint8Array(), type: '' };
  return { bytes, type: (req.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '' };
}
