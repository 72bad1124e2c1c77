import type { SignedCheckpoint } from '../../domain/audit/index.ts';

/** Columns of a checkpoint `c` as `CheckpointRow` has them. */
export const CHECKPOINT_COLUMNS = `c.office_id AS "officeId", c.seq::text AS seq, c.hash,
  CASE WHEN isfinite(c.at) THEN (extract(epoch FROM c.at) * 1000000)::bigint::text ELSE '-1' END AS at, c.key_id AS "keyId", c.signature`;

/** A row of `CHECKPOINT_COLUMNS`. */
export type CheckpointRow = Omit<SignedCheckpoint, 'seq' | 'at'> & { readonly seq: string; readonly at: string };

export function toCheckpoint({ officeId, seq, hash, at, keyId, signature }: CheckpointRow): SignedCheckpoint {
  return { officeId, seq: BigInt(seq), hash, at: BigInt(at), keyId, signature };
}
