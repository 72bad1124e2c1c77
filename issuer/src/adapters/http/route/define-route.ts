import type * as z from 'zod';
import type {
  Access,
  BytesBody,
  Method,
  RefusalStatus,
  ResponseDefinition,
  RouteDefinition,
  RouteInput,
  Upload,
} from './route-definition.ts';

const JSON_MAX_BYTES = 64 * 1024;

/** Replies are only read, so that a handler may hand over what it holds as readonly. */
type DeepReadonly<Value> = Value extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : Value extends object
    ? { readonly [Member in keyof Value]: DeepReadonly<Value[Member]> }
    : Value;

type BodyOf<Response> = Response extends { readonly schema: infer Schema extends z.ZodType }
  ? DeepReadonly<z.input<Schema>>
  : Response extends { readonly types: readonly string[] }
    ? BytesBody
    : undefined;

type ReplyOf<Responses extends Readonly<Record<number, ResponseDefinition>>> = {
  [Status in keyof Responses]: {
    readonly kind: 'reply';
    readonly status: Status;
    readonly body: BodyOf<Responses[Status]>;
  };
}[keyof Responses];

/** A route as it is written down. Refusals that the handler can return and the table does not name fail to compile. */
export type TypedRoute<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Responses extends Readonly<Record<number, ResponseDefinition>>,
  Refusals extends Readonly<Record<string, RefusalStatus>>,
> = {
  /** The operationId: a verb and its object in camel case, unique in the API. */
  readonly name: string;
  readonly method: Method;
  /** Express form, from /api/v1 or the root: `/api/v1/cases/:caseId/decision`. */
  readonly path: `/${string}`;
  /** One sentence without personal data, for the document. */
  readonly summary: string;
  readonly tag: string;
  readonly access: Access;
  /** `none` only for a command that cannot be repeated safely by a kept reply, such as signing in. Else `key` for post, put and delete. */
  readonly idempotency?: 'key' | 'none';
  readonly params?: Params;
  readonly query?: Query;
  /** A JSON body; made by `z.strictObject`. */
  readonly body?: Body;
  /** A body of raw bytes instead of JSON. */
  readonly upload?: Upload;
  /** The largest JSON body in bytes; else 65,536. */
  readonly maxBytes?: number;
  readonly responses: Responses;
  /** Every refusal of the use case, with its status; `satisfies Record<TheUnion, number>` keeps it complete. */
  readonly refusals: Refusals;
  readonly handler: (
    input: RouteInput<z.output<Params>, z.output<Query>, z.output<Body>>,
  ) => Promise<ReplyOf<Responses> | { readonly ok: false; readonly refusal: keyof Refusals & string }>;
};

/** Makes a route of its description. */
export function defineRoute<
  const Responses extends Readonly<Record<number, ResponseDefinition>>,
  const Refusals extends Readonly<Record<string, RefusalStatus>>,
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
>(route: TypedRoute<Params, Query, Body, Responses, Refusals>): RouteDefinition {
  return {
    name: route.name,
    method: route.method,
    path: route.path,
    summary: route.summary,
    tag: route.tag,
    access: route.access,
    idempotency: route.idempotency ?? (route.method === 'get' ? 'none' : 'key'),
    params: route.params,
    query: route.query,
    body: route.body,
    upload: route.upload,
    maxBytes: route.maxBytes ?? JSON_MAX_BYTES,
    responses: route.responses,
    refusals: route.refusals,
    // The server validates each part by the very schema that gives it its type here.
    handler: route.handler as unknown as RouteDefinition['handler'],
  };
}

/** A reply of a handler: the status and the body that its route names for it. */
export function reply<const Status extends number, const Body>(status: Status, body: Body) {
  return { kind: 'reply', status, body } as const;
}
