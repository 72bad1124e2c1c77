import type { Ed25519Engine } from '@residence-permit/shared/cose';
import {
  type AuditFinding,
  type CheckpointKey,
  type CheckpointSource,
  isAboutClocks,
  makeCheckpointJudge,
} from '../../domain/audit/index.ts';
import type { SqlSession } from './read-pages.ts';
import { type ChainEnd, verifyChains } from './verify-chains.ts';
import { verifyDatabaseCheckpoints, verifyWitness } from './verify-checkpoints.ts';
import { findUnlinked } from './find-unlinked.ts';
import { witnessLength } from './witness-file.ts';

/** What was looked at, and how much of it was wrong. */
export type AuditSummary = {
  readonly links: number;
  readonly checkpoints: number;
  /** Notes of the witness; absent where none was given. */
  readonly notes?: number;
  /** Findings that break a chain. */
  readonly broken: number;
  /** Findings about clocks alone. */
  readonly clocks: number;
  /** Where each chain ends now. */
  readonly ends: readonly ChainEnd[];
};

/** What is verified, and against what. */
export type AuditToVerify = {
  readonly session: SqlSession;
  /** One office; else all of them. */
  readonly officeId?: string | undefined;
  /** Path of a witness file. */
  readonly witness?: string | undefined;
  readonly keys: readonly CheckpointKey[];
  readonly engine: Ed25519Engine;
  /** An event that is in no chain is not a fault before this age, in seconds. */
  readonly lagLimitS: number;
  /** Told each finding when it is made; they are not kept. */
  readonly report: (finding: AuditFinding) => void;
};

/**
 * Hashes every chain again and holds it against what was signed, at one moment of the database, in memory that does not grow
 * with the log. The role `permit_auditor` is enough for it.
 * @throws PermitError STORE_FAILED when the witness cannot be read
 */
export async function verifyAudit(given: AuditToVerify): Promise<AuditSummary> {
  const { session, witness } = given;
  // A note is written after its link: what the witness has now, the moment that begins afterwards has too.
  const length = witness === undefined ? 0 : await witnessLength(witness);
  await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    const summary = await verifyMoment(given, length);
    await session.query('COMMIT');
    return summary;
  } catch (cause) {
    await session.query('ROLLBACK').catch(() => undefined);
    throw cause;
  }
}

async function verifyMoment(given: AuditToVerify, length: number): Promise<AuditSummary> {
  const { session, witness, officeId, lagLimitS } = given;
  let [broken, clocks] = [0, 0];
  const report = (finding: AuditFinding): void => {
    if (isAboutClocks(finding)) clocks += 1;
    else broken += 1;
    given.report(finding);
  };
  const { links, ends } = await verifyChains({ session, officeId, report });
  await findUnlinked({ session, officeId, lagLimitS, ends: [...ends.values()], report });
  const endOf = (office: string): bigint => ends.get(office)?.seq ?? 0n;
  const judgeOf = (source: CheckpointSource) => makeCheckpointJudge({ ...given, source, endOf });
  const shared = { session, officeId, report };
  const checkpoints = await verifyDatabaseCheckpoints({ ...shared, judge: judgeOf('database') });
  const notes =
    witness === undefined
      ? undefined
      : await verifyWitness({ ...shared, judge: judgeOf('witness'), path: witness, length });
  return { links, checkpoints, broken, clocks, ends: [...ends.values()], ...(notes === undefined ? {} : { notes }) };
}
