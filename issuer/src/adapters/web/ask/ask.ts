import type * as z from 'zod';
import type { Purpose, StepUpClass } from '../../../domain/rights/index.ts';
import type { FieldError, ProblemCode } from '../../http/index.ts';

/** What a page asks a route of the API: the parts of the request, and the form of the reply that it reads. */
export type Question<Schema extends z.ZodType> = {
  /** The schema of the reply's body, as the API exports it; absent where the page reads nothing of it. */
  readonly reply?: Schema;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Goes through JSON as over the line: members that are undefined are not sent. */
  readonly body?: unknown;
  readonly upload?: { readonly bytes: Uint8Array; readonly type: string };
  /** For routes that leave the purpose to the request. */
  readonly purpose?: Purpose;
  readonly caseNumber?: string;
  /** Why a sealed record is opened. */
  readonly reason?: string;
  /** Tells commands of one form apart that ask the same route about the same thing. */
  readonly part?: string;
};

/** Why a route did not do it. Never holds what was sent. */
export type Problem = {
  readonly kind: 'problem';
  readonly code: ProblemCode;
  readonly status: number;
  /** Where the request is wrong: JSON pointers below /params, /query or /body. */
  readonly errors: readonly FieldError[];
  /** With STEP_UP_NEEDED: what presence has to be proved for. */
  readonly stepUp?: StepUpClass;
};

/** What a route answered. */
export type Answer<Body> = { readonly kind: 'reply'; readonly status: number; readonly body: Body } | Problem;

/** Asks a route by its operationId. @throws PermitError and what else the route throws whose name stays inside the service */
export type Ask = <Schema extends z.ZodType = z.ZodUnknown>(
  name: string,
  question: Question<Schema>,
) => Promise<Answer<z.output<Schema>>>;
