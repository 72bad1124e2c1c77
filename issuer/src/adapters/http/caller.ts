import type { Ground, Subject } from '../../domain/rights/index.ts';
import type { ProblemCode } from './problem/index.ts';

/** Who calls, as the guard of the route found out. */
export type Caller = {
  /** UUID of the account. */
  readonly accountId: string;
  /** The office that the account works for; none for holders, reporters and departments. */
  readonly officeId: string | undefined;
  /** For `decideRight` on what the route is about; the guard has asked only what it could know without it. */
  readonly subject: Subject;
  readonly ground: Ground;
};

declare global {
  // Express types `res.locals` by this interface.
  namespace Express {
    interface Locals {
      requestId: string;
      /** Pattern of the route that answers. */
      route?: string;
      caller?: Caller;
      /** Code of the problem that was answered. */
      code?: ProblemCode;
      /** Set for the pages: answers the request with a page that says what is the matter. */
      showProblem?: (problem: { readonly code: ProblemCode; readonly status: number }) => void;
    }
  }
}
