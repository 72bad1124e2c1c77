import type { Ed25519Signer } from '@residence-permit/shared/cose';
import { PermitError } from '@residence-permit/shared/errors';
import type { Pool, PoolClient } from 'pg';
import {
  type AuditFinding,
  type ChainTip,
  checkpointBytes,
  checkpointKey,
  isAboutClocks,
  makeChainWalk,
  NO_TIP,
  type SignedCheckpoint,
} from '../../domain/audit/index.ts';
import { CHAIN_ROWS, type ChainRowColumns, toChainRow } from './chain-rows.ts';
import { inSqlTransaction } from './in-sql-transaction.ts';
import { readPages } from './read-pages.ts';
import { sha256 } from './sha256.ts';
import { UNSIGNED_OFFICES } from './waiting-offices.ts';
import type { AppendNote } from './witness-file.ts';

/** Signs the chains that have grown; answers how many. */
export type SignCheckpoints = () => Promise<number>;

const LAST = `SELECT c.seq::text AS seq, l.event_id::text AS "eventId", l.hash, l.hash = c.hash AS "isAsSigned" FROM audit_checkpoint c
  JOIN audit_link l ON l.office_id = c.office_id AND l.seq = c.seq WHERE c.office_id = $1 ORDER BY c.seq DESC LIMIT 1`;
const NOW = `SELECT moment::text AS moment, (extract(epoch FROM moment) * 1000000)::bigint::text AS micros FROM clock_timestamp() AS moment`;
const INSERT = `INSERT INTO audit_checkpoint (office_id, seq, hash, at, key_id, signature)
  VALUES ($1, $2::bigint, $3, $4::timestamptz, $5, $6) ON CONFLICT DO NOTHING`;

/**
 * Makes the job that signs. What came after the last checkpoint is hashed again first, so that nothing is signed that does not
 * hold. The witness has a note before the database has the checkpoint: what the witness lacks could be taken back unseen.
 * It throws PermitError AUDIT_BROKEN for a chain that does not hold, after the others were signed; STORE_FAILED when the witness
 * cannot be written; and what the key throws.
 */
export function makeSignCheckpoints(deps: {
  readonly pool: Pool;
  /** Opened when there is something to sign. */
  readonly openSigner: () => Promise<Ed25519Signer>;
  /** Absent: nobody outside is told. */
  readonly appendNote: AppendNote | undefined;
}): SignCheckpoints {
  const { pool } = deps;
  return async () => {
    const { rows } = await pool.query<{ readonly officeId: string }>(UNSIGNED_OFFICES);
    if (rows.length === 0) return 0;
    const signer = await deps.openSigner();
    const broken: AuditFinding[] = [];
    let signed = 0;
    for (const { officeId } of rows) {
      const { tip, finding } = await inSqlTransaction(
        pool,
        (client) => followChain(client, officeId),
        'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
      );
      if (finding !== undefined) broken.push(finding);
      else {
        await keepCheckpoint(deps, await sign(signer, { officeId, tip, pool }));
        signed += 1;
      }
    }
    const [first] = broken;
    if (first !== undefined) throw new PermitError('AUDIT_BROKEN', { detail: `${first.fault} at place ${first.seq}` });
    return signed;
  };
}

type LastSigned = {
  readonly seq: string;
  readonly eventId: string;
  readonly hash: Uint8Array;
  readonly isAsSigned: boolean;
};

/** The tip of a chain, reached from its last checkpoint, or the first thing that is wrong on the way. */
async function followChain(
  client: PoolClient,
  officeId: string,
): Promise<{ readonly tip: ChainTip; readonly finding?: AuditFinding }> {
  const last = await client.query<LastSigned>(LAST, [officeId]);
  const [row] = last.rows;
  let tip = row === undefined ? NO_TIP : { seq: BigInt(row.seq), eventId: BigInt(row.eventId), hash: row.hash };
  if (row?.isAsSigned === false) return { tip, finding: { fault: 'rewritten', officeId, seq: tip.seq } };
  const walk = makeChainWalk(sha256, tip);
  const values = [officeId, tip.seq];
  const rest = `${CHAIN_ROWS} WHERE l.office_id = $1 AND l.seq > $2::bigint ORDER BY l.office_id, l.seq`;
  for await (const page of readPages<ChainRowColumns>(client, rest, values)) {
    for (const each of page) {
      const chainRow = toChainRow(each);
      const finding = walk.step(chainRow).find((found) => !isAboutClocks(found));
      if (finding !== undefined) return { tip, finding };
      tip = chainRow.link;
    }
  }
  return { tip };
}

type Signed = SignedCheckpoint & { readonly moment: string };

async function sign(
  signer: Ed25519Signer,
  { officeId, tip, pool }: { readonly officeId: string; readonly tip: ChainTip; readonly pool: Pool },
): Promise<Signed> {
  const { rows } = await pool.query<{ readonly moment: string; readonly micros: string }>(NOW);
  const { moment = '', micros = '0' } = rows[0] ?? {};
  const checkpoint = { officeId, seq: tip.seq, hash: tip.hash, at: BigInt(micros) };
  const { id: keyId } = checkpointKey(signer.publicKey, sha256);
  return { ...checkpoint, keyId, signature: await signer.sign(checkpointBytes(checkpoint)), moment };
}

async function keepCheckpoint(
  { pool, appendNote }: { readonly pool: Pool; readonly appendNote: AppendNote | undefined },
  signed: Signed,
): Promise<void> {
  await appendNote?.(signed);
  const { officeId, seq, hash, moment, keyId, signature } = signed;
  const bytes = [hash, keyId, signature].map((each) => Buffer.from(each));
  const [hashColumn, keyColumn, signatureColumn] = bytes;
  await pool.query(INSERT, [officeId, String(seq), hashColumn, moment, keyColumn, signatureColumn]);
}
