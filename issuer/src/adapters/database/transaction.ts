import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { PermitError } from '@residence-permit/shared/errors';
import type { Prisma, PrismaClient } from '../prisma/generated/client.ts';

/** What work in a transaction may use: never the client outside of it. */
export type TransactionClient = Prisma.TransactionClient;

export type IsolationLevel = 'ReadCommitted' | 'RepeatableRead' | 'Serializable';

/**
 * Runs `work` in one transaction and commits, or rolls back and throws what it threw. Work that the database ends because
 * of another transaction runs again from its beginning, so it has no effect of its own outside.
 * @throws PermitError DATABASE_CONTENDED when it had to run again too often
 */
export type Transaction = <Value>(
  work: (tx: TransactionClient) => Promise<Value>,
  isolation?: IsolationLevel,
) => Promise<Value>;

const ATTEMPTS = 6;
const FIRST_PAUSE_MS = 10;
/** Waiting for a connection, and the whole of the work, in milliseconds. */
const LIMITS = { maxWait: 10_000, timeout: 20_000 } as const;

/** serialization_failure, deadlock_detected: PostgreSQL 18, appendix A. P2034: what Prisma makes of either. */
const RETRIED = new Set(['40001', '40P01', 'P2034']);

export function makeTransaction(prisma: Pick<PrismaClient, '$transaction'>): Transaction {
  return async (work, isolation) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        // Read committed is PostgreSQL's own; saying so would cost a round trip each time.
        return await prisma.$transaction(
          work,
          isolation === undefined ? LIMITS : { ...LIMITS, isolationLevel: isolation },
        );
      } catch (cause) {
        if (!isContention(cause)) throw cause;
        if (attempt === ATTEMPTS) throw new PermitError('DATABASE_CONTENDED', { cause });
        // Those who met here shall not meet again at the next step.
        await pause(randomInt(FIRST_PAUSE_MS * 2 ** attempt));
      }
    }
  };
}

/** True when any layer of the error carries one of the codes: Prisma's, its adapter's or the driver's. */
function isContention(cause: unknown, depth = 0): boolean {
  if (typeof cause !== 'object' || cause === null || depth > 4) return false;
  const codes = ['code', 'originalCode'].map((key): unknown => Reflect.get(cause, key));
  if (codes.some((code) => typeof code === 'string' && RETRIED.has(code))) return true;
  if (Reflect.get(cause, 'kind') === 'TransactionWriteConflict') return true;
  return ['cause', 'meta', 'driverAdapterError'].some((key) => isContention(Reflect.get(cause, key), depth + 1));
}
