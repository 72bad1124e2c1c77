import type * as z from 'zod';
import type { Action, Purpose } from '../../../domain/rights/index.ts';
import type { Caller } from '../caller.ts';
import type { RefusalCode } from '../problem/index.ts';

export type Method = 'get' | 'post' | 'put' | 'delete';

/**
 * Who may call: anybody, anybody signed in, or an account with a right to the action for the purpose. `stated`: the action
 * has several purposes, and the request says in the header Permit-Purpose which one it is.
 */
export type Access = 'public' | 'signed-in' | { readonly action: Action; readonly purpose?: Purpose | 'stated' };

/** The statuses that a refusal of a use case may have. */
export type RefusalStatus = 403 | 404 | 409 | 410 | 422 | 423 | 429;

/** A reply: JSON by a schema, bytes of the types named, or nothing. */
export type ResponseDefinition =
  | { readonly description: string; readonly schema: z.ZodType }
  | { readonly description: string; readonly types: readonly string[] }
  | { readonly description: string };

/** Bytes as a reply. `fileName` makes the browser save them under that name, which holds references only. */
export type BytesBody = { readonly bytes: Uint8Array; readonly type: string; readonly fileName?: string };

/** A body of raw bytes: the media types accepted, and the largest size in bytes. */
export type Upload = { readonly types: readonly string[]; readonly maxBytes: number };

/** The reply of a command, kept under its Idempotency-Key. */
export type StoredReply = { readonly status: number; readonly body?: unknown };

/** The running command of a request with an Idempotency-Key. */
export type Command = {
  /** The key that the caller sent: UUID. */
  readonly key: string;
  /**
   * Keeps the reply in the transaction of the command, so that both are there after a crash or neither is.
   * @throws PermitError STORE_CONFLICT when another process has taken the command over: the transaction must roll back
   */
  settle(tx: SqlTransaction, reply: StoredReply): Promise<void>;
};

/** What of a Prisma transaction (or client) the HTTP layer and the jobs use. */
export type SqlTransaction = {
  $queryRawUnsafe<Rows = unknown>(sql: string, ...values: unknown[]): PromiseLike<Rows>;
  $executeRawUnsafe(sql: string, ...values: unknown[]): PromiseLike<number>;
};

/** What a handler gets: every part as its schema validated it. */
export type RouteInput<Params = unknown, Query = unknown, Body = unknown> = {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The body of a route with an `upload`; else empty. */
  readonly upload: { readonly bytes: Uint8Array; readonly type: string };
  readonly caller: Caller | undefined;
  readonly requestId: string;
  /** What the handlers before this one left: the session of the browser, for the routes that change it. */
  readonly locals: Express.Locals;
  /** There for every command that keeps its reply. */
  readonly command: Command | undefined;
};

export type Reply = { readonly kind: 'reply'; readonly status: number; readonly body: unknown };
export type Refusal = { readonly ok: false; readonly refusal: string };

/** One operation of the API: the Express route and its part of the OpenAPI document are both made from it. */
export type RouteDefinition = {
  readonly name: string;
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly access: Access;
  readonly idempotency: 'key' | 'none';
  readonly params: z.ZodType | undefined;
  readonly query: z.ZodType | undefined;
  readonly body: z.ZodType | undefined;
  readonly upload: Upload | undefined;
  readonly maxBytes: number;
  readonly responses: Readonly<Record<number, ResponseDefinition>>;
  readonly refusals: Readonly<Record<RefusalCode, RefusalStatus>>;
  readonly handler: (input: RouteInput) => Promise<Reply | Refusal>;
};
