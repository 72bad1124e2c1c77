import { randomUUID } from 'node:crypto';
import { PermitError } from '@residence-permit/shared/errors';
import type { SqlTransaction } from '../route/index.ts';
import {
  type Answered,
  type Claim,
  type Claimed,
  type CommandName,
  type IdempotencyStore,
  LEASE_S,
} from './idempotency-store.ts';

/** Answers are kept longer than a client may work without a line. */
const KEPT_DAYS = 7;
const CLAIM_ATTEMPTS = 5;

/** A lease that ended is taken over; an unexpired one, an answer or another request is left alone. */
const CLAIM = `
  INSERT INTO command_reply (caller, key, route, request_hash, state, claim_id, lease_until, expires_at)
  VALUES ($1, $2::uuid, $3, $4, 'RUNNING', $5::uuid, now() + make_interval(secs => ${LEASE_S}), now() + make_interval(days => ${KEPT_DAYS}))
  ON CONFLICT (caller, key) DO UPDATE SET claim_id = EXCLUDED.claim_id, lease_until = EXCLUDED.lease_until
    WHERE command_reply.state = 'RUNNING' AND command_reply.lease_until <= now()
      AND command_reply.route = EXCLUDED.route AND command_reply.request_hash = EXCLUDED.request_hash`;

const FIND = `
  SELECT route, request_hash AS "requestHash", answer,
    GREATEST(1, ceil(extract(epoch FROM lease_until - now())))::int AS "leaseS"
  FROM command_reply WHERE caller = $1 AND key = $2::uuid`;

const OF_CLAIM = `caller = $1 AND key = $2::uuid AND claim_id = $3::uuid AND state = 'RUNNING'`;
const SETTLE = `UPDATE command_reply SET state = 'DONE', answer = $4::jsonb WHERE ${OF_CLAIM}`;
const EXTEND = `UPDATE command_reply SET lease_until = now() + make_interval(secs => ${LEASE_S}) WHERE ${OF_CLAIM}`;
const RELEASE = `UPDATE command_reply SET lease_until = now() WHERE ${OF_CLAIM}`;
const EXPIRE = `
  DELETE FROM command_reply WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM command_reply WHERE expires_at <= now() LIMIT 1000 FOR UPDATE SKIP LOCKED))`;

type Row = {
  readonly route: string;
  readonly requestHash: Uint8Array;
  readonly answer: Answered | null;
  readonly leaseS: number;
};

/** Commands in the table `command_reply`. Leases go by the clock of the database, so that all processes agree. */
export function makeSqlIdempotencyStore(db: SqlTransaction): IdempotencyStore {
  const change = async (sql: string, { caller, key, claimId }: Claim) => {
    await db.$executeRawUnsafe(sql, caller, key, claimId);
  };
  return {
    claim: (command) => claimIn(db, command),
    async settle({ caller, key, claimId }, answered, tx = db) {
      const kept = await tx.$executeRawUnsafe(SETTLE, caller, key, claimId, JSON.stringify(answered));
      if (kept !== 1) throw new PermitError('STORE_CONFLICT', { detail: 'the command was taken over' });
    },
    extend: (claim) => change(EXTEND, claim),
    release: (claim) => change(RELEASE, claim),
    expire: async () => db.$executeRawUnsafe(EXPIRE),
  };
}

async function claimIn(db: SqlTransaction, command: CommandName): Promise<Claimed> {
  const { caller, key, route, requestHash } = command;
  for (let attempt = 1; attempt <= CLAIM_ATTEMPTS; attempt += 1) {
    const claimId = randomUUID();
    const claimed = await db.$executeRawUnsafe(CLAIM, caller, key, route, requestHash, claimId);
    if (claimed === 1) return { kind: 'claimed', claim: { caller, key, claimId } };
    const [row] = await db.$queryRawUnsafe<Row[]>(FIND, caller, key);
    // Deleted between the two statements: its time was over.
    if (row === undefined) continue;
    if (row.route !== route || !Buffer.from(row.requestHash).equals(requestHash)) return { kind: 'reused' };
    return row.answer === null ? { kind: 'running', retryAfterS: row.leaseS } : { kind: 'done', answered: row.answer };
  }
  throw new PermitError('STORE_CONFLICT', { detail: 'the command changes all the time' });
}
