import { PermitError } from '@residence-permit/shared/errors';
import { Prisma } from './generated/client.ts';

/** Prisma's codes: unique constraint, foreign key, other constraint, row not found. */
const CONFLICTS: readonly string[] = ['P2002', 'P2003', 'P2004', 'P2025'];
/** SQLSTATE: check violation, also raised by our triggers; exclusion; insufficient privilege. */
const CONFLICT_STATES: readonly string[] = ['23514', '23505', '23503', '23P01', '42501'];

/**
 * What a failed transaction means: our own errors as they are, a constraint as STORE_CONFLICT, everything else as STORE_FAILED.
 */
export function storeErrorOf(cause: unknown): PermitError {
  if (cause instanceof PermitError) return cause;
  const sqlState = sqlStateOf(cause);
  if (sqlState !== undefined && CONFLICT_STATES.includes(sqlState)) return conflict(cause);
  if (cause instanceof Prisma.PrismaClientKnownRequestError) {
    if (CONFLICTS.includes(cause.code)) return conflict(cause);
  }
  return new PermitError('STORE_FAILED', { cause });
}

function conflict(cause: unknown): PermitError {
  const detail = constraintOf(cause);
  return new PermitError('STORE_CONFLICT', detail === undefined ? { cause } : { cause, detail });
}

/** The driver adapter's own error carries the database's code and constraint. */
type DriverCause = {
  readonly originalCode?: string;
  readonly code?: string;
  readonly originalMessage?: string;
  readonly constraint?: { readonly fields?: readonly string[]; readonly index?: string };
};

function driverCauseOf(cause: unknown): DriverCause | undefined {
  const metaOf = cause instanceof Prisma.PrismaClientKnownRequestError ? cause.meta?.['driverAdapterError'] : cause;
  const inner = typeof metaOf === 'object' && metaOf !== null && 'cause' in metaOf ? metaOf.cause : undefined;
  return typeof inner === 'object' && inner !== null ? inner : undefined;
}

function sqlStateOf(cause: unknown): string | undefined {
  const driver = driverCauseOf(cause);
  return driver?.originalCode ?? driver?.code;
}

function constraintOf(cause: unknown): string | undefined {
  const driver = driverCauseOf(cause);
  return driver?.constraint?.index ?? driver?.constraint?.fields?.join(', ') ?? driver?.originalMessage;
}
