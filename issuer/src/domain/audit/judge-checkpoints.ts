import { equalBytes, toHex } from '@residence-permit/shared/bytes';
import type { Ed25519Engine } from '@residence-permit/shared/cose';
import type { AuditFinding } from './audit-finding.ts';
import type { CheckpointKey } from './checkpoint-key.ts';
import { checkpointBytes, type SignedCheckpoint } from './checkpoint-note.ts';

/** Where a checkpoint was read. */
export type CheckpointSource = 'database' | 'witness';

/** Holds checkpoints against a chain, and keeps one entry an office. */
export type CheckpointJudge = {
  /**
   * @param chainHash the hash that the chain has at that place now, if it has one
   * @returns what is wrong; a chain that was rewritten is told once, at the first checkpoint that shows it
   */
  step(checkpoint: SignedCheckpoint, chainHash: Uint8Array | undefined): readonly AuditFinding[];
  /** The chains that end before a place that was signed. */
  finish(): readonly AuditFinding[];
};

type Seen = { readonly signedThrough: bigint; readonly agreedThrough: bigint; readonly isTold: boolean };
const NOTHING_SEEN: Seen = { signedThrough: 0n, agreedThrough: 0n, isTold: false };

/**
 * @param given.keys whose signatures count
 * @param given.endOf the last place of an office's chain, 0 where it has none
 */
export function makeCheckpointJudge(given: {
  readonly source: CheckpointSource;
  readonly keys: readonly CheckpointKey[];
  readonly engine: Ed25519Engine;
  readonly endOf: (officeId: string) => bigint;
}): CheckpointJudge {
  const { source, keys, engine, endOf } = given;
  const offices = new Map<string, Seen>();
  return {
    step(checkpoint, chainHash) {
      const { officeId, seq, keyId, signature, hash } = checkpoint;
      const bytes = checkpointBytes(checkpoint);
      const named = keys.filter(({ id }) => equalBytes(id, keyId));
      if (!named.some(({ publicKey }) => engine.verify(signature, bytes, publicKey))) {
        const detail = `${source}, key ${toHex(keyId)}${named.length === 0 ? ', which is not known' : ''}`;
        return [{ fault: 'signature-bad', officeId, seq, detail }];
      }
      const seen = offices.get(officeId) ?? NOTHING_SEEN;
      const agrees = chainHash !== undefined && equalBytes(chainHash, hash);
      const differs = chainHash !== undefined && !agrees;
      offices.set(officeId, {
        signedThrough: later(seen.signedThrough, seq),
        agreedThrough: agrees ? later(seen.agreedThrough, seq) : seen.agreedThrough,
        isTold: seen.isTold || differs,
      });
      if (!differs || seen.isTold) return [];
      return [{ fault: 'rewritten', officeId, seq, detail: `${source}, agrees through place ${seen.agreedThrough}` }];
    },
    finish() {
      return [...offices].flatMap(([officeId, { signedThrough }]): readonly AuditFinding[] => {
        const end = endOf(officeId);
        if (signedThrough <= end) return [];
        const detail = `${source}, signed through place ${signedThrough}`;
        return [{ fault: 'tail-removed', officeId, seq: end + 1n, detail }];
      });
    },
  };
}

function later(one: bigint, other: bigint): bigint {
  return one > other ? one : other;
}
