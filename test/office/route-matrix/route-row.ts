import type { Role, StepUpClass } from '@residence-permit/issuer/domain/rights';
import type { Things } from './things.ts';

/**
 * How far a role reaches, as seen from the thing of the row, which lies at the office of most tests and belongs to its people:
 * `O` one's own office only, `W` one's own things only, `J` any office of the city, and `S` whoever holds the role, since the
 * act takes place at the caller's own office or concerns the caller alone.
 */
export type Reach = 'O' | 'W' | 'J' | 'S';

/** `clerk:O holder:W`; `anybody` is let in without a session, `signed-in` with any. */
export type Who = 'anybody' | 'signed-in' | { readonly [R in Role]?: Reach };

/** What is sent where; everything that the schemas of the route want. */
export type RouteRequest = {
  readonly path: string;
  readonly body?: unknown;
  readonly upload?: { readonly bytes: Uint8Array; readonly type: string };
};

/** One route: who may call it, and a request that is refused for nothing but the rights of who sends it. */
export type RouteRow = {
  readonly who: Who;
  /** The proof of presence that it wants. */
  readonly stepUp?: StepUpClass;
  /** What the request says it is for, by role where roles bring different purposes. */
  readonly purpose?: string | { readonly [R in Role]?: string };
  /** The code for a role without the right; the guard's own where it is absent. */
  readonly noRole?: 'no-role';
  /** Roles that have the right and are refused all the same, with the code. */
  readonly barred?: { readonly [R in Role]?: string };
  /** The code for the other office or the other owner; `other-office` or `not-own` where it is absent. */
  readonly strange?: string;
  /** Codes that only the inside of the use case answers, beside a success: whoever gets one was let in. */
  readonly behind?: readonly string[];
  /** The service may say that it is not ready, which is an answer. */
  readonly mayBeUnready?: true;
  /** A session is ended by it, so each caller has another one. */
  readonly endsSession?: true;
  readonly request: (things: Things, role: Role | undefined) => RouteRequest;
};

/** Rows by method and path, as the service writes them. */
export type RouteRows = Readonly<Record<`${'get' | 'post' | 'put' | 'delete'} /${string}`, RouteRow>>;
